"""Read an open file in blocks, inflated; a file that is cut off or damaged is an error.

ISA-L inflates gzip in half of zlib's time.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from isal import igzip_lib

from bakeoff.core.errors import BakeoffError

BLOCK = 1 << 17  # the most bytes per block: they fit into a core's cache beside the rest
PORTION = 48 << 10  # compressed bytes that are read at a time; of GoogleNews they fill a block
GZIP = b"\x1f\x8b"  # the first bytes of a stream
AGAIN = "download or make it again, or name another file"

# Once this much has been freed, glibc keeps memory that is freed later. Otherwise it returns blocks
# to the system, and each new one costs a page fault per 4 KiB (mallopt(3), M_MMAP_THRESHOLD).
bytes(1 << 23)


def damaged(path: Path, why: str) -> BakeoffError:
    """Make the error for a file that cannot be inflated."""
    return BakeoffError(f"{path}: expected a whole file, got a damaged one: {why}; {AGAIN}")


def read_plain(file: BinaryIO) -> Iterator[bytes]:
    """Read a file to its end."""
    return iter(lambda: file.read(BLOCK), b"")


def read_stored(path: Path, file: BinaryIO, size: int) -> Iterator[bytes]:
    """Read the next `size` bytes of a file."""
    while size:
        block = file.read(min(size, BLOCK))
        if not block:
            raise damaged(path, f"it is cut off at byte {file.tell()}")
        size -= len(block)
        yield block


def inflate(
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


def read_gzip(path: Path, file: BinaryIO) -> Iterator[bytes]:
    """Inflate the streams of a gzip file, each with a checksum that ISA-L compares."""
    data = file.read(PORTION)
    while data:
        if not data.startswith(GZIP):
            raise damaged(path, f"more bytes follow its end, before byte {file.tell()}")
        inflater = igzip_lib.IgzipDecompressor(flag=igzip_lib.DECOMP_GZIP)
        yield from inflate(path, file, inflater, data)
        data = inflater.unused_data.lstrip(b"\0")  # tapes pad the last sector with zeros
        while len(data) < len(GZIP) and (more := file.read(PORTION)):
            data = (data + more).lstrip(b"\0")


def read_streams(path: Path, file: BinaryIO, make: Callable[[], Any]) -> Iterator[bytes]:
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
