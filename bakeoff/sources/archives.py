"""Unpack archives, tar or zip by content, without trusting them.

`tarfile.data_filter` keeps members inside the folder; what it does not limit is limited here.
"""

import bz2
import errno
import gzip
import lzma
import shutil
import stat
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from bakeoff.core.errors import BakeoffError

MAX_BYTES = 8 << 30  # of all files together
MAX_MEMBERS = 100_000  # files and folders
MAX_READ = 16 << 20  # at once; tarfile reads as much as a header of names says
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# What the readers raise for damaged archives; an OSError among them may not come from the disk.
DAMAGED = (
    *(tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, ValueError, NotImplementedError, RuntimeError, OverflowError),
)
# by the first two bytes
OPENERS: dict[bytes, Any] = {b"\x1f\x8b": gzip.open, b"BZ": bz2.open, b"\xfd7": lzma.open}
DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES, errno.EPERM, errno.EROFS)
Member = tuple[tarfile.TarInfo, IO[bytes] | None]  # a header, and the content of a file


def unpack(
    archive: Path, folder: Path, *, max_bytes: int = MAX_BYTES, max_members: int = MAX_MEMBERS
) -> None:
    """Unpack an archive into an empty folder, without its file modes, owners and dates.

    After an error, the folder holds a part.

    Raises:
        BakeoffError: the archive is damaged, cut off, empty or too large; or a member is neither a
            file nor a folder, leads out of the folder, occurs twice or lies below a file.
        OSError: the disk is full, or the folder cannot be written to.
    """
    size = files = 0
    try:
        for count, (member, content) in enumerate(_members(archive), 1):
            size += member.size  # a reader gives no more bytes than the header declares
            if count > max_members or size > max_bytes:
                raise ValueError(f"more than {max_members} members or {max_bytes} bytes")
            _write_member(member, content, folder)
            files += member.isreg()
        if not files:
            raise ValueError("it holds no file")
    except DAMAGED as error:
        if isinstance(error, OSError) and error.errno in DISK:
            raise
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        if isinstance(error, UnicodeDecodeError):
            reason = f"the name of a member is not UTF-8: {reason}"
        raise BakeoffError(
            f"{archive}: expected a whole archive of files, tar (plain, gz, bz2, xz) or zip, got "
            f"{archive.stat().st_size} bytes that cannot be unpacked: {reason}; "
            "fetch it again, or name another address in params.yaml"
        ) from None


def _write_member(member: tarfile.TarInfo, content: IO[bytes] | None, folder: Path) -> None:
    """Write a file or make a folder; refuse what is neither, or already exists."""
    if not (member.isreg() or member.isdir()):
        raise ValueError(f"member {member.name!r:.100} is a link, a device or a pipe")
    path = folder / tarfile.data_filter(member, str(folder)).name
    try:
        if content is None:
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as target:
                shutil.copyfileobj(content, target)
    except (FileExistsError, NotADirectoryError):
        raise ValueError(f"member {member.name!r:.100} occurs twice, or below a file") from None


def _members(archive: Path) -> Iterator[Member]:
    """Give the members of a zip or a tar; the first bytes tell which it is."""
    with archive.open("rb") as file:
        is_zip = file.read(4) in ZIP
    return _zip_members(archive) if is_zip else _tar_members(archive)


def _zip_members(archive: Path) -> Iterator[Member]:
    """Give the members of a zip as those of a tar."""
    with zipfile.ZipFile(archive) as opened:
        for info in opened.infolist():
            member = tarfile.TarInfo(info.filename)
            member.size = info.file_size
            if info.is_dir():
                member.type = tarfile.DIRTYPE
                yield member, None
                continue
            if stat.S_ISLNK(info.external_attr >> 16):
                member.type = tarfile.SYMTYPE
            with opened.open(info) as content:
                yield member, content


class _Bounded:
    """A file that refuses to read very much at once into memory."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.seek, self.tell = file, file.seek, file.tell

    def read(self, size: int = -1) -> bytes:
        """Read some bytes."""
        if not 0 <= size <= MAX_READ:
            raise ValueError(f"a header of {size} bytes")
        return self.file.read(size)


def _tar_members(archive: Path) -> Iterator[Member]:
    """Give the members of a tar, then check that it ended where tarfile stopped.

    tarfile takes a damaged header for the end, and compares no checksum of a compressed file. A
    tar ends with zeros; some writers leave them out, which does no harm in a compressed one.
    """
    with archive.open("rb") as start:
        opener = OPENERS.get(start.read(2), Path.open)
    with (
        opener(archive, "rb") as file,
        tarfile.open(fileobj=_Bounded(file), mode="r:", errors="strict") as opened,  # type: ignore[call-overload]
    ):
        for member in opened:
            yield member, opened.extractfile(member) if member.isreg() else None
        file.seek(opened.offset)
        block = file.read(tarfile.BLOCKSIZE)
        is_compressed = opener is not Path.open
        if block.strip(b"\0") or not (block or is_compressed):
            raise ValueError(f"it is damaged or ends at byte {opened.offset}")
        while file.read(1 << 20):
            pass
