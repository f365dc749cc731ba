"""What the page says of the texts that it holds, read from its head."""

import re
from html import unescape
from pathlib import Path

HEAD = 5_000  # characters of a page that are read
LINE = re.compile(r'<meta name="description" content="([^"]*)">')


def read_description(page: Path) -> str:
    """Read from a page which texts it holds; "" if it does not say."""
    with page.open(encoding="utf-8") as file:
        found = LINE.search(file.read(HEAD))
    return unescape(found[1]) if found else ""
