"""This project's reader: what `embed` runs."""

from pathlib import Path

import numpy as np

from bakeoff.vectors.readers import read_vectors
from bakeoff.vectors.wanted import Wanted
from benchmarks.readers.side import Floats, run_side


def read(path: Path, words: list[str], dimension: int) -> Floats:
    """Read the vocabulary's vectors in one pass over the published file."""
    found = read_vectors(path, Wanted(set(words)), dimension)
    matrix = np.empty((len(words), dimension), np.float32)
    for row, word in enumerate(words):
        matrix[row] = found[word]
    return matrix


if __name__ == "__main__":
    run_side(read)
