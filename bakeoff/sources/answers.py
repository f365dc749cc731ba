"""Check a server's answer: is it the file, which version, how long, which part?

RFC 9110, sections 8.8 (validators), 13.1.5 (If-Range), 14.4 (Content-Range).
"""

import re
from pathlib import Path

import requests
from urllib3.exceptions import ProtocolError

from bakeoff.core.files import LFS_POINTER
from bakeoff.sources.partial import Note

PAGE = re.compile(rb"(\xef\xbb\xbf)?\s*<(!doctype\s+html|html)\b", re.IGNORECASE)
PAGES = (".html", ".htm")


class Unfit(ProtocolError):
    """The answer does not continue the part at hand; the file must start anew."""


def request_headers(url: str, note: Note | None, start: int) -> dict[str, str]:
    """Make the headers that ask for a file, or for what follows its first `start` bytes."""
    headers = {"Accept-Encoding": "identity"}  # parts of a compressed answer do not fit together
    if note:
        headers["Range"] = f"bytes={start}-"
        if note.validator and note.url == url:
            headers["If-Range"] = note.validator
    return headers


def check_rest(response: requests.Response, url: str, note: Note | None, start: int) -> Note | None:
    """Check an answer to `request_headers`.

    Returns:
        The note, with the size of the whole, if the answer continues its file; None if the answer
        is a whole file.

    Raises:
        Unfit: it is another part, or one of another file.
        ValueError, requests.HTTPError: it is no file.
    """
    if note and response.status_code == 416:
        raise Unfit(f"has no bytes after {start}")
    response.raise_for_status()
    if response.status_code == 200:
        return None
    if note is None or response.status_code != 206:
        raise ValueError(f"expected a file (status 200), got status {response.status_code}")
    content_range = response.headers.get("Content-Range", "")
    total = r"[0-9]{1,18}" if note.size is None else rf"{note.size}|\*"  # one side must know it
    match = re.fullmatch(rf"bytes {start}-[0-9]+/({total})", content_range)
    if not match:
        raise Unfit(f"expected the bytes after {start} of {note.size}, got {content_range!r:.100}")
    kind = "ETag" if note.validator and note.validator.startswith('"') else "Last-Modified"
    if note.url == url and response.headers.get(kind, note.validator) != note.validator:
        raise Unfit(f"its file has changed since its first part arrived ({kind})")
    return note if note.size is not None else note.model_copy(update={"size": int(match[1])})


def describe(response: requests.Response, url: str) -> Note:
    """Describe the file that an answer gives from its start."""
    etag = response.headers.get("ETag", "")
    validator = etag if etag.startswith('"') else response.headers.get("Last-Modified")
    return Note(url=url, validator=validator, size=response.raw.length_remaining)


def check_headers(response: requests.Response, path: Path, *, is_checked: bool) -> None:
    """Refuse an answer whose headers say that it is compressed, a page or of unknown length.

    Only compression matters if the file's hash is known: that is better evidence than headers.
    """
    encoding = response.headers.get("Content-Encoding", "identity")
    if encoding != "identity" and path.suffix != ".gz":
        raise ValueError(
            f"it is compressed (Content-Encoding: {encoding}) although we asked for it uncompressed"
        )
    if is_checked:
        return
    kind = response.headers.get("Content-Type", "")
    if kind.lower().startswith("text/html") and path.suffix not in PAGES:
        raise ValueError(f"it sent an HTML page (Content-Type: {kind}), not the file")
    if response.raw.length_remaining is None and not response.raw.chunked:
        raise ValueError("it does not say where the file ends, and no hash is known to tell")


def check_content(path: Path, name: str) -> None:
    """Refuse what stands in place of the file of a name: a page, or a pointer of Git LFS."""
    check_page(path, name)
    with path.open("rb") as file:
        is_pointer = file.read(len(LFS_POINTER)) == LFS_POINTER
    if is_pointer:
        raise ValueError(
            f"it sent a Git LFS pointer of {path.stat().st_size} bytes, not the file; name an "
            "address that gives the file itself"
        )


def check_page(path: Path, name: str) -> None:
    """Refuse an HTML page in place of the file of a name: it usually says why there is none."""
    with path.open("rb") as file:
        is_page = PAGE.match(file.read(1000))
    if is_page and not name.endswith(PAGES):
        raise ValueError(f"it sent an HTML page of {path.stat().st_size} bytes, not the file")
