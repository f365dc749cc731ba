"""Inflating alone, with the library of our reader: no reader can be faster.

Portions and checks are the same: the checksum of a zip's member is compared here, that of gzip by
the library. NumPy is imported because every reader of vectors does so.
"""

import os
import struct
import sys
from pathlib import Path

import numpy as np  # noqa: F401
from isal import igzip_lib, isal_zlib

BLOCK, PORTION = int(os.environ["INFLATE_BLOCK"]), int(os.environ["INFLATE_PORTION"])


def inflate(path: Path) -> None:
    """Inflate a gzip file, or the first member of a zip."""
    is_zip, expected, checksum = path.suffix == ".zip", 0, 0
    with path.open("rb", buffering=0) as file:
        if is_zip:
            expected, name, extra = struct.unpack("<14xL8xHH", file.read(30))
            file.seek(name + extra, 1)
        kind = igzip_lib.DECOMP_DEFLATE if is_zip else igzip_lib.DECOMP_GZIP
        inflater = igzip_lib.IgzipDecompressor(flag=kind)
        while not inflater.eof:
            data = file.read(PORTION) if inflater.needs_input else b""
            block = inflater.decompress(data, BLOCK)
            if is_zip:
                checksum = isal_zlib.crc32(block, checksum)
    if checksum != expected:
        sys.exit(f"{path}: expected checksum {expected:08x}, got {checksum:08x}")


if __name__ == "__main__":
    inflate(Path(sys.argv[1]))
