"""The study notebook's loop: every line of the text becomes an array in a dictionary."""

from io import TextIOWrapper
from pathlib import Path

import numpy as np

from benchmarks.readers.side import Floats, open_content, run_side


def read(path: Path, words: list[str], dimension: int) -> Floats:
    """Read all vectors, then look up the vocabulary."""
    vectors = {}
    with TextIOWrapper(open_content(path), encoding="utf-8") as lines:
        for line in lines:
            values = line.split()
            vectors[values[0]] = np.asarray(values[1:], dtype="float32")
    matrix = np.zeros((len(words), dimension), np.float32)
    for row, word in enumerate(words):
        matrix[row] = vectors[word]
    return matrix


if __name__ == "__main__":
    run_side(read)
