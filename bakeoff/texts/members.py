"""Read a zip of labelled texts that has one file per class and one text per line."""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from bakeoff.core.errors import BakeoffError
from bakeoff.texts.rows import Rows, clean_name
from bakeoff.texts.settings import Table

MAX_BYTES = 1 << 30  # of a member; a larger one is taken for an attack on the memory
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


def read_members(path: Path, table: Table, others: Sequence[str] = ()) -> Rows:
    """Read the texts of all members that `table` names, class by class; skip blank lines.

    Args:
        path: the zip.
        table: which members it has, and in which encoding.
        others: the names of columns; there are none.

    Raises:
        BakeoffError: no such file or member, a damaged or huge one, another encoding, no texts; or
            a column is asked for.
    """
    if others:
        raise BakeoffError(
            f"{path}: expected no columns of a zip with one file per class, got {others[0]!r:.60}; "
            "leave `group`, `time` and the column of `given` empty"
        )
    texts: list[str] = []
    labels: list[str] = []
    for label, member in (table.members or {}).items():
        name = clean_name(label, f"{path}: prepare.table.members: expected a class")
        lines = [*_read_lines(path, member, table.encoding)]
        texts += lines
        labels += [name] * len(lines)
    if not texts:
        raise BakeoffError(f"{path}: expected a text per line, got none; name other `members`")
    return Rows(texts, labels, {}, ran_over=0)


def _read_lines(path: Path, member: str, encoding: str) -> Iterator[str]:
    """Yield the lines of a member that hold text, without their ends."""
    try:
        text = _read_member(path, member).decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise BakeoffError(
            f"{path}: {member}: expected {encoding}, got byte {error.object[error.start]:#04x} at "
            f"{error.start}; set the right `encoding` in prepare.table"
        ) from None
    for line in text.split("\n"):  # not splitlines, which also splits at other characters
        if line.strip():
            yield line.removesuffix("\r")


def _read_member(path: Path, member: str) -> bytes:
    """Read one member, whatever size it claims to have; its checksum is compared."""
    try:
        with zipfile.ZipFile(path) as archive:
            if member not in archive.namelist():
                raise BakeoffError(
                    f"{path}: expected a member {member!r:.100}, got "
                    f"{archive.namelist()[:10]!r:.300}; correct prepare.table.members"
                )
            with archive.open(member) as file:
                content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise BakeoffError(
            f"{path}: expected a zip of labelled texts, got: {error.strerror}; run the download "
            "again, or set `file` of this source"
        ) from None
    except DAMAGED as error:
        raise BakeoffError(
            f"{path}: expected a whole zip, got: {error}; fetch it again, or set "
            "prepare.table.members to null if it is a table"
        ) from None
    if len(content) > MAX_BYTES:
        raise BakeoffError(
            f"{path}: {member}: expected at most {MAX_BYTES} bytes, got more; split the file"
        )
    return content
