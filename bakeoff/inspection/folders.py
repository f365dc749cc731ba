"""Folders of a file per text, which has to become a table first."""

from collections import defaultdict
from itertools import islice
from pathlib import Path

from bakeoff.core.errors import BakeoffError
from bakeoff.inspection.delimiters import find_layout
from bakeoff.inspection.forms import has_table_suffix
from bakeoff.texts.reading.cells import quote
from bakeoff.texts.reading.opening import open_bytes

FEWEST = 5  # files of a folder that is a class; fewer may be a class each
LOOKED_AT = 3  # files of a folder
HEAD = 1 << 16  # bytes of such a file


def expect_no_file_per_text(files: list[Path]) -> None:
    """Check that files are not a text each, in a folder per class.

    Raises:
        BakeoffError: they are.
    """
    inside = defaultdict(list)
    for file in files:
        inside[file.parent].append(file)
    folders = {folder: found for folder, found in inside.items() if len(found) >= FEWEST}
    looked_at = [file for found in folders.values() for file in found[:LOOKED_AT]]
    if len(folders) < 2 or 2 * sum(map(_holds_a_text, looked_at)) <= len(looked_at):
        return
    classes = ", ".join(quote(name) for name in sorted({folder.name for folder in folders}))
    raise BakeoffError(
        f"{next(iter(folders)).parent}: expected a table, or one file per class with a text per "
        f"line, got folders ({classes:.200}) of files that look like one text each; write a CSV of "
        "them with the columns text and label, one for training and one for test texts"
    )


def _holds_a_text(file: Path) -> bool:
    """Tell whether a file looks like one text: it is a line, or lines that are no table."""
    if has_table_suffix(file):
        return False
    with open_bytes(file) as opened:
        text = opened.read(HEAD).decode("latin-1")
    lines = list(islice(filter(str.strip, text.splitlines()), 2))
    return len(lines) < 2 or find_layout(text, whole=len(text) < HEAD) is None
