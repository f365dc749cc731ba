"""Find the member of a zip that holds the vectors, and inflate it.

Sizes that the zip declares are not trusted, and the checksum is compared at the end.
"""

import re
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from isal import igzip_lib, isal_zlib

from bakeoff.core.errors import BakeoffError
from bakeoff.vectors.blocks import damaged, inflate, read_stored

ZIP = (b"PK\x03\x04", b"PK\x05\x06")  # the first bytes of a zip with members, or without
LOCAL_HEADER = struct.Struct("<4s22xHH")  # of a member: magic, lengths of name and extra


def find_member(path: Path, member: str | None, dimension: int | None) -> zipfile.ZipInfo:
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


def read_member(path: Path, file: BinaryIO, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Inflate a member of a zip and check it."""
    file.seek(min(info.header_offset, path.stat().st_size))  # zip64 may declare more than C's long
    header = file.read(LOCAL_HEADER.size)
    if len(header) < LOCAL_HEADER.size or header[:4] != ZIP[0]:
        raise damaged(path, f"no member {info.filename!r} at byte {info.header_offset}")
    _, name_length, extra_length = LOCAL_HEADER.unpack(header)
    file.seek(name_length + extra_length, 1)
    if info.compress_type == zipfile.ZIP_DEFLATED:
        inflater = igzip_lib.IgzipDecompressor(flag=igzip_lib.DECOMP_DEFLATE)
        blocks = inflate(path, file, inflater)
    else:
        blocks = read_stored(path, file, info.compress_size)
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
