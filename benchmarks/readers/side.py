"""What the sides share: the command line, and writing the matrix."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Read: TypeAlias = Callable[[Path, list[str], int], Floats]


def open_content(path: Path) -> IO[bytes]:
    """Open a text, or the first member of a zip by the standard library, which inflates it."""
    if path.suffix != ".zip":
        return path.open("rb")
    import zipfile  # not all sides need it

    archive = zipfile.ZipFile(path)
    return archive.open(archive.namelist()[0])


def run_side(read: Read) -> None:
    """Run one side: `python -m benchmarks.readers.SIDE FILE WORDS DIMENSION OUTPUT`.

    The arguments are read without a library, because importing one takes a share of a fast side's
    time.

    Args:
        read: takes a file of word vectors, the words of a vocabulary and the dimension; returns
            the vectors of those words in that order, (words, dimension) float32.
    """
    path, vocabulary, dimension, output = sys.argv[1:]
    words = Path(vocabulary).read_text(encoding="utf-8").splitlines()
    np.save(output, np.ascontiguousarray(read(Path(path), words, int(dimension))))
