"""Inflaters of bzip2, xz and zstd, all with the methods of `bz2.BZ2Decompressor`."""

import bz2
import lzma
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from bakeoff.core.errors import BakeoffError

MAX_MEMORY = 1 << 28  # bytes that xz may take; its best level needs a quarter of that
# bytes of zstd that are inflated at a time: they can grow a hundred thousand times
LITTLE = 1 << 8


def find_inflater(path: Path, packing: str) -> Callable[[], Any]:
    """Give a function that makes the inflater of one stream.

    Raises:
        BakeoffError: the file is packed by zstd, and no library that inflates it is installed.
    """
    if packing == "bzip2":
        return bz2.BZ2Decompressor
    if packing == "xz":
        return lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MAX_MEMORY)
    with suppress(ImportError):  # before Python 3.14
        return import_module("compression.zstd").ZstdDecompressor  # type: ignore[no-any-return]
    with suppress(ImportError):
        zstandard = import_module("zstandard")
        return lambda: Zstd(zstandard.ZstdDecompressor().decompressobj())
    raise BakeoffError(
        f"{path}: expected a file that can be inflated, got zstd, which takes the package "
        "zstandard; install it (pip install zstandard), or unpack the file with zstd -d"
    )


class Zstd:
    """An inflater of the package zstandard, whose own cannot limit how much it returns."""

    def __init__(self, inflater: Any) -> None:
        """Wrap an inflater."""
        self.inflater, self.data = inflater, b""

    def decompress(self, data: bytes, most: int) -> bytes:
        """Inflate a little; it may be more than `most` bytes."""
        self.data += data
        little, self.data = self.data[:LITTLE], self.data[LITTLE:]
        return self.inflater.decompress(little)  # type: ignore[no-any-return]

    @property
    def eof(self) -> bool:
        """Whether the stream has ended."""
        return self.inflater.eof  # type: ignore[no-any-return]

    @property
    def needs_input(self) -> bool:
        """Whether all bytes have been inflated."""
        return not self.data

    @property
    def unused_data(self) -> bytes:
        """The bytes after the end of the stream."""
        return self.inflater.unused_data + self.data  # type: ignore[no-any-return]
