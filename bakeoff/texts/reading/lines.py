"""One text per line and one file per class: the members of a zip, or files of a folder."""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from bakeoff.core.errors import BakeoffError
from bakeoff.texts.reading.opening import read_all, wrong_encoding
from bakeoff.texts.settings import Table

MAX_BYTES = 1 << 30  # of a file; a larger one is taken for an attack on the memory
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


def read(path: Path, table: Table) -> Iterator[tuple[str, str]]:
    """Yield label and text, class by class; blank lines are skipped.

    Args:
        path: a zip, or a folder.
        table: which files it has, and in which encoding.

    Raises:
        BakeoffError: no such file or member, a damaged or huge one, another encoding.
    """
    for label, member in (table.members or {}).items():
        if path.is_dir():
            place, content = str(path / member), read_all(path / member, MAX_BYTES)
        else:
            place, content = f"{path}: {member}", _read_member(path, member)
        for line in _split(place, content, table.encoding):
            yield label, line


def _split(place: str, content: bytes, encoding: str) -> Iterator[str]:
    """Yield the lines that hold text, without their ends."""
    try:
        text = content.decode(encoding).removeprefix("\ufeff")
    except UnicodeError as error:
        raise wrong_encoding(place, encoding, error) from None
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
            f"{path}: expected a zip of labelled texts, got: {error.strerror}; correct its name in "
            "params.yaml, or run `make repro` first"
        ) from None
    except DAMAGED as error:
        raise BakeoffError(
            f"{path}: expected a whole zip, got: {error}; fetch it again, or set the right "
            "`format` in prepare.table if it is a table"
        ) from None
    if len(content) > MAX_BYTES:
        raise BakeoffError(
            f"{path}: {member}: expected at most {MAX_BYTES} bytes, got more; split the file"
        )
    return content
