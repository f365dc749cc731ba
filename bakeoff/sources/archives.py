"""Unpack an archive that others publish, tar or zip by its content, and trust nothing in it.

No member leaves the folder, only files and folders come out, and what comes out is counted: sizes
that an archive declares are not believed.
"""

import bz2
import errno
import gzip
import lzma
import re
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO, Any

from bakeoff.errors import BakeoffError
from bakeoff.files import atomic_folder

MAX_BYTES = 8 << 30  # of all files together
MAX_MEMBERS = 100_000  # files and folders: empty ones cost no bytes, but a place on the disk
CHUNK = 1 << 20
MAX_READ = 16 << 20  # bytes of one read; a header that asks for more is after our memory
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OPENERS: dict[bytes, Any] = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7zXZ\x00": lzma.open}
# what the readers raise for bytes that are no archive; an OSError of theirs has no errno
BROKEN = (
    *(tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, ValueError, NotImplementedError, RuntimeError, OverflowError),
)
# what is the disk's fault, not the archive's
DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES, errno.EPERM, errno.EROFS)
Member = tuple[str, IO[bytes] | None]  # its name; its content, or None for a folder


def unpack(
    archive: Path, folder: Path, *, max_bytes: int = MAX_BYTES, max_members: int = MAX_MEMBERS
) -> None:
    """Unpack an archive to `folder`, whole or not at all; an older folder is replaced.

    If everything stands in one top folder that holds saved_model.pb, that folder is left out.
    File modes, owners and dates of the archive are not kept.

    Args:
        archive: a tar, plain or with gzip, bzip2 or xz; or a zip.
        folder: where the content is to stand.
        max_bytes: of all files together, as they come out.
        max_members: files and folders.

    Raises:
        BakeoffError: damaged, cut off, empty, too large or of too many members; or a member is
            neither file nor folder, leaves the folder, stands there twice or below a file. `folder`
            is as it was.
        OSError: the disk is full, or the folder may not be written to.
    """
    with atomic_folder(folder) as whole:
        try:
            _write_members(archive, whole, max_bytes, max_members)
        except BROKEN as error:
            if isinstance(error, OSError) and error.errno in DISK:
                raise
            if isinstance(error, OSError) and error.errno:
                raise BakeoffError(f"{archive}: cannot be unpacked to {folder}: {error}") from None
            came = " ".join(str(error).split())[:160] or type(error).__name__
            raise BakeoffError(
                f"{archive}: expected a whole archive, tar (plain, gz, bz2, xz) or zip, got one of "
                f"{archive.stat().st_size} bytes that cannot be read: {came}; "
                "fetch it again, or name another address in params.yaml"
            ) from None
        _strip_top(whole)


def _write_members(archive: Path, whole: Path, max_bytes: int, max_members: int) -> None:
    with archive.open("rb") as file:
        is_zip = file.read(4) in ZIP
    written = files = 0
    members = _zip_members(archive) if is_zip else _tar_members(archive)
    for count, (name, content) in enumerate(members, 1):
        if count > max_members:
            _refuse(archive, name, f"is one more than {max_members}")
        path = whole.joinpath(*_parts(archive, name))
        try:
            if content is None:
                path.mkdir(parents=True, exist_ok=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as target:
                for chunk in iter(partial(content.read, CHUNK), b""):
                    written += len(chunk)
                    if written > max_bytes:
                        _refuse(archive, name, f"makes it larger than {max_bytes} bytes")
                    target.write(chunk)
        except (FileExistsError, NotADirectoryError):
            _refuse(archive, name, "stands there twice, or below a file")
        files += 1
    if not files:
        raise ValueError("no file is in it")


def _refuse(archive: Path, name: str, why: str) -> None:
    raise BakeoffError(
        f"{archive}: expected files that unpack into a folder, but member {name!r:.100} {why}; "
        "name an archive that can be trusted in params.yaml"
    )


def _parts(archive: Path, name: str) -> list[str]:
    """Cut a member's name at its slashes; refuse one that could lead out of the folder."""
    parts = [part for part in name.split("/") if part not in ("", ".")]
    leads_out = name.startswith("/") or ".." in parts or re.match("[A-Za-z]:", "/".join(parts))
    if leads_out or "\\" in name or "\0" in name:
        _refuse(archive, name, "has a name that could lead out of it")
    return parts


def _zip_members(archive: Path) -> Iterator[Member]:
    with zipfile.ZipFile(archive) as opened:
        for info in opened.infolist():
            if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
                _refuse(archive, info.filename, "is a link or a device")
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                _refuse(archive, info.filename, "is neither stored nor deflated")
            if info.is_dir():
                yield info.filename, None
            else:
                with opened.open(info) as content:
                    yield info.filename, content


class _Stream:
    """A file as tarfile reads it, in portions of a bounded size."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.seek = file.seek
        self.tell = file.tell

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= MAX_READ:
            raise ValueError(f"a header asks for {size} bytes at once")
        return self.file.read(size)


def _tar_members(archive: Path) -> Iterator[Member]:
    with archive.open("rb") as file:
        head = file.read(6)
    opener = next((OPENERS[magic] for magic in OPENERS if head.startswith(magic)), None)
    with (opener or open)(archive, "rb") as file:
        stream: Any = _Stream(file)
        with tarfile.TarFile(fileobj=stream) as opened:
            for member in opened:
                if not (member.isreg() or member.isdir()):
                    _refuse(archive, member.name, "is a link, a device or a pipe")
                yield member.name, opened.extractfile(member) if member.isreg() else None
            _expect_end(file, opened.offset, is_compressed=opener is not None)


def _expect_end(file: IO[bytes], offset: int, *, is_compressed: bool) -> None:
    """Check that nothing was cut off or damaged where tarfile, which asks no further, saw an end.

    A tar ends with blocks of zeros. Some writers leave them out, which is no harm in a compressed
    one: it has an end, and mostly a checksum, of its own.
    """
    file.seek(offset)
    block = file.read(tarfile.BLOCKSIZE)
    if block.strip(b"\0") or not (block or is_compressed):
        raise ValueError(f"it is damaged or ends at byte {offset}")
    while file.read(CHUNK):
        pass  # the reader compares the checksum at the end


def _strip_top(whole: Path) -> None:
    """Leave out the one folder that everything stands in, if it holds a model."""
    (top, *others) = whole.iterdir()
    if not others and (top / "saved_model.pb").is_file():
        kept = top.rename(whole.with_name("top"))
        whole.rmdir()
        kept.rename(whole)
