"""Refuse a file that is rather in the encoding of the model's own texts than in UTF-8."""

import codecs
import gzip
from typing import BinaryIO

from bakeoff.core.errors import BakeoffError
from bakeoff.inference.files.form import CONTROL
from bakeoff.inference.files.streams import GZIP, UTF_16

BEGINNING = 2**16  # bytes that are looked at


def read_beginning(raw: BinaryIO) -> bytes:
    """Read the first whole lines of a file, packed or not, and go back to its start."""
    packed = raw.read(len(GZIP)) == GZIP
    raw.seek(0)
    content = gzip.GzipFile(fileobj=raw).read(BEGINNING) if packed else raw.read(BEGINNING)
    raw.seek(0)
    if len(content) < BEGINNING:
        return content
    return content[: max(content.rfind(b"\n"), content.rfind(b"\r")) + 1]


def expect_utf8(beginning: bytes, trained: str, file: str) -> None:
    """Check that the beginning of a file is not rather in the encoding of the model's own texts.

    It is if it can be decoded so, and if of the lines with more than ASCII most are not UTF-8. A
    broken row among others in UTF-8 is thus left to be named as such. So are binary data, and
    UTF-16 with its mark.

    Args:
        beginning: whole lines.
        trained: the encoding of the model's own texts; empty: unknown.
        file: as it is named in errors.

    Raises:
        BakeoffError: it names the encoding to use.
    """
    lines = [line for line in beginning.splitlines() if not line.isascii()]
    broken = sum(not is_in(line, "utf-8", whole=True) for line in lines)
    if 2 * broken <= len(lines) or beginning.startswith(UTF_16):
        return
    if not is_in(beginning, trained, whole=False):
        return
    first = lines[0].decode("latin-1") if beginning.startswith(lines[0]) else ""
    if CONTROL.search(first):
        return
    raise BakeoffError(
        f"{file}: expected UTF-8, got what {trained} can decode, in which the model's own texts "
        f"are; use --encoding {trained}, or --encoding utf-8 to leave out rows that are not UTF-8"
    )


def is_in(content: bytes, encoding: str, *, whole: bool) -> bool:
    """Tell whether bytes are in an encoding; if not whole, they may end within a character."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(content, whole)
    except (LookupError, ValueError):
        return False
    return True
