"""Inflate a published file, plain, packed or in a zip, block by block, and check all of it.

How a file is packed is known from its first bytes, not from its name. Nothing is extracted to the
disk, sizes that a file declares are not trusted, and checksums are compared at the end.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from tqdm import tqdm

from bakeoff.core.errors import BakeoffError
from bakeoff.vectors.blocks import GZIP, read_gzip, read_plain, read_streams
from bakeoff.vectors.inflaters import find_inflater
from bakeoff.vectors.zips import ZIP, find_member, read_member

MAX_BYTES = 32 << 30  # of a file when inflated; published files have less
# how a file of each packing but zip begins
PACKINGS = {"gzip": GZIP, "bzip2": b"BZh", "xz": b"\xfd7zXZ\0", "zstd": b"\x28\xb5\x2f\xfd"}


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
                info = find_member(path, member, dimension)
                size, blocks = info.compress_size, read_member(path, file, info)
            elif (packing := _name_packing(magic)) == "plain":
                blocks = read_plain(file)
            elif packing == "gzip":
                blocks = read_gzip(path, file)
            else:
                blocks = read_streams(path, file, find_inflater(path, packing))
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
    """Describe how a file is packed; arguments and errors are those of `read_blocks`."""
    with path.open("rb") as file:
        magic = file.read(6)
    if magic[:4] in ZIP:
        return f"member {find_member(path, member, dimension).filename} of a zip"
    return _name_packing(magic)


def _name_packing(magic: bytes) -> str:
    """Name the packing of a file by its first bytes, unless it is a zip."""
    return next((name for name, start in PACKINGS.items() if magic.startswith(start)), "plain")


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
