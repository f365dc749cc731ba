"""Inflate a published file, plain, packed or in a zip, block by block, and check all of it.

How a file is packed is known from its first bytes, not from its name. ISA-L inflates gzip in
half of zlib's time. Nothing is extracted to the disk, sizes that a file declares are not trusted,
and checksums are compared at the end.
"""

import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from isal import igzip_lib, isal_zlib
from tqdm import tqdm

from bakeoff.core.errors import BakeoffError
from bakeoff.vectors.inflaters import find_inflater

BLOCK = 1 << 17  # the most bytes per block: they fit into a core's cache beside the rest
PORTION = 48 << 10  # compressed bytes that are read at a time; of GoogleNews they fill a block
MAX_BYTES = 32 << 30  # of a file when inflated; published files have less
AGAIN = "download or make it again, or name another file"
BZIP2, XZ, ZSTD = b"BZh", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd"
GZIP, ZIP = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06")
LOCAL_HEADER = struct.Struct("<4s22xHH")  # of a zip's member: magic, lengths of name and extra

# Once this much has been freed, glibc keeps memory that is freed later. Otherwise it returns blocks
# to the system, and each new one costs a page fault per 4 KiB (mallopt(3), M_MMAP_THRESHOLD).
bytes(1 << 23)


def read_blocks(
    path: Path,
    *,
    member: str | None = None,
    dimension: int | None = None,
    max_bytes: int = MAX_BYTES,
    bar: bool = True,
) -> Iterator[bytes]:
    """Yield the content of a file in blocks of at most BLOCK bytes, none of them empty.

    Args:
        member: the member of a zip; None for the only one, or the one of the dimension.
        dimension: in a zip of several members, chooses the one with, say, '100d' in its name.
        max_bytes: the most bytes of content; more is taken for an attack on the machine.
    """
    try:
        with path.open("rb", buffering=0) as file:
            magic = file.read(6)
            file.seek(0)
            size = path.stat().st_size
            if magic[:4] in ZIP:
                info = _find_member(path, member, dimension)
                size, blocks = info.compress_size, _read_member(path, file, info)
            elif magic[:2] == GZIP:
                blocks = _read_gzip(path, file)
            elif (packing := _name_packing(magic)) != "plain":
                blocks = _read_streams(path, file, find_inflater(path, packing))
            else:
                blocks = iter(lambda: file.read(BLOCK), b"")
            yield from _watch(path, file, size, blocks, max_bytes, bar)
    except FileNotFoundError:
        raise BakeoffError(
            f"{path}: expected a file of word vectors, got no file; download it, or name another"
        ) from None
    except OSError as error:
        raise BakeoffError(
            f"{path}: expected a file of word vectors, got an error: {error.strerror}; "
            "name a file that can be read"
        ) from None


def describe_container(path: Path, member: str | None = None, dimension: int | None = None) -> str:
    """Describe how a file is packed; arguments and errors as in `read_blocks`."""
    with path.open("rb") as file:
        magic = file.read(6)
    if magic[:4] in ZIP:
        return f"member {_find_member(path, member, dimension).filename} of a zip"
    return _name_packing(magic)


def _name_packing(magic: bytes) -> str:
    """Name what packed a file that begins so; a zip is told before."""
    names = {GZIP: "gzip", BZIP2: "bzip2", XZ: "xz", ZSTD: "zstd"}
    return next((name for start, name in names.items() if magic.startswith(start)), "plain")


def _watch(
    path: Path, file: BinaryIO, size: int, blocks: Iterator[bytes], max_bytes: int, bar: bool
) -> Iterator[bytes]:
    """Pass blocks on, limit their total size and show how much of the file is read."""
    inflated, at = 0, file.tell()
    hide = None if bar else True  # None: unless a terminal shows it
    with tqdm(desc=path.name, total=size, unit="B", unit_scale=True, disable=hide) as shown:
        for block in blocks:
            inflated += len(block)
            if inflated > max_bytes:
                raise BakeoffError(
                    f"{path}: expected at most {max_bytes} bytes when inflated, got more; if you "
                    "trust the file, set a larger `max_bytes`"
                )
            shown.update(file.tell() - at)
            at = file.tell()
            yield block


def damaged(path: Path, why: str) -> BakeoffError:
    """Make the error for a file that cannot be inflated."""
    return BakeoffError(f"{path}: expected a whole file, got a damaged one: {why}; {AGAIN}")


def _inflate(
    path: Path, file: BinaryIO, inflater: igzip_lib.IgzipDecompressor, data: bytes = b""
) -> Iterator[bytes]:
    """Inflate one stream that begins with `data` and continues in the file."""
    while not inflater.eof:
        if inflater.needs_input and not data:
            data = file.read(PORTION)
            if not data:
                raise damaged(path, f"it is cut off at byte {file.tell()}")
        try:
            block = inflater.decompress(data, BLOCK)
        except igzip_lib.error as error:  # type: ignore[misc]  # no type in its stub
            why = " ".join(str(error).split()).removeprefix("Error -").strip()
            raise damaged(path, f"{why}, before byte {file.tell()}") from None
        data = b""
        if block:
            yield block


def _read_gzip(path: Path, file: BinaryIO) -> Iterator[bytes]:
    """Inflate the streams of a gzip file, each with a checksum that ISA-L compares."""
    data = file.read(PORTION)
    while data:
        if not data.startswith(GZIP):
            raise damaged(path, f"more bytes follow its end, before byte {file.tell()}")
        inflater = igzip_lib.IgzipDecompressor(flag=igzip_lib.DECOMP_GZIP)
        yield from _inflate(path, file, inflater, data)
        data = inflater.unused_data.lstrip(b"\0")  # tapes pad the last sector with zeros
        while len(data) < len(GZIP) and (more := file.read(PORTION)):
            data = (data + more).lstrip(b"\0")


def _read_streams(path: Path, file: BinaryIO, make: Callable[[], Any]) -> Iterator[bytes]:
    """Inflate the streams of a bzip2, xz or zstd file; the inflaters compare checksums."""
    inflater, data = make(), file.read(PORTION)
    while True:
        try:
            block, data = inflater.decompress(data, BLOCK), b""
        except Exception as error:  # each library has its own
            raise damaged(path, f"{error}, before byte {file.tell()}") from None
        yield from (block[at : at + BLOCK] for at in range(0, len(block), BLOCK))
        if inflater.eof:
            data = inflater.unused_data.lstrip(b"\0") or file.read(PORTION).lstrip(b"\0")
            if not data:
                return
            inflater = make()
        elif inflater.needs_input:
            data = file.read(PORTION)
            if not data:
                raise damaged(path, f"it is cut off at byte {file.tell()}")


def _find_member(path: Path, member: str | None, dimension: int | None) -> zipfile.ZipInfo:
    """Find the right member of a zip."""
    try:
        with zipfile.ZipFile(path) as archive:
            info = archive.getinfo(_choose_member(path, archive.namelist(), member, dimension))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise damaged(path, f"{error}") from None
    if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        how = "encrypted" if info.flag_bits & 1 else f"packed by method {info.compress_type}"
        raise BakeoffError(
            f"{path}: expected member {info.filename!r} stored or deflated, got it {how}; "
            "pack it again, or name another file"
        )
    return info


def _read_member(path: Path, file: BinaryIO, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Inflate a member of a zip and check it."""
    file.seek(min(info.header_offset, path.stat().st_size))  # zip64 may declare more than C's long
    header = file.read(LOCAL_HEADER.size)
    if len(header) < LOCAL_HEADER.size or header[:4] != ZIP[0]:
        raise damaged(path, f"no member {info.filename!r} at byte {info.header_offset}")
    _, name_length, extra_length = LOCAL_HEADER.unpack(header)
    file.seek(name_length + extra_length, 1)
    if info.compress_type == zipfile.ZIP_DEFLATED:
        inflater = igzip_lib.IgzipDecompressor(flag=igzip_lib.DECOMP_DEFLATE)
        blocks = _inflate(path, file, inflater)
    else:
        blocks = _read_stored(path, file, info.compress_size)
    size = checksum = 0
    for block in blocks:
        size, checksum = size + len(block), isal_zlib.crc32(block, checksum)
        yield block
    if (size, checksum) != (info.file_size, info.CRC):
        raise damaged(
            path,
            f"member {info.filename!r} should have {info.file_size} bytes of checksum "
            f"{info.CRC:08x} but has {size} of {checksum:08x}",
        )


def _read_stored(path: Path, file: BinaryIO, size: int) -> Iterator[bytes]:
    while size:
        block = file.read(min(size, BLOCK))
        if not block:
            raise damaged(path, f"it is cut off at byte {file.tell()}")
        size -= len(block)
        yield block


def _choose_member(path: Path, names: list[str], member: str | None, dimension: int | None) -> str:
    """Choose the named member, the only one, or the one of a dimension (glove.6B.100d.txt)."""
    names = [name for name in names if not name.endswith("/")]
    if names and all(name.endswith(".npy") for name in names):
        raise BakeoffError(
            f"{path}: expected word vectors, got NumPy arrays (.npz), which have no words; "
            "write a line per word: word, numbers"
        )
    pattern = re.compile(rf"(?<![0-9A-Za-z]){dimension}d(?![0-9A-Za-z])")
    fitting = [name for name in names if pattern.search(name)]
    if member in names:
        return str(member)
    if member is None and len(names) == 1:
        return names[0]
    if member is None and len(fitting) == 1:
        return fitting[0]
    wanted = f"a member {member!r}" if member else "one member"
    if dimension is not None and not member:
        wanted += f", or one with '{dimension}d' in it"
    raise BakeoffError(
        f"{path}: expected {wanted}, got {names[:10]}; set `member` or `dimension` of this source"
    )
