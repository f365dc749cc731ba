"""Build the embedding matrix of a vocabulary from the vectors of a file."""

import numpy as np

from bakeoff.core.embedding import Embedding
from bakeoff.core.tokens import PADDING, RESERVED
from bakeoff.vectors.wanted import Vectors


def build_matrix(
    vocabulary: list[str],
    vectors: Vectors,
    dimension: int,
    *,
    missing: str,
    seed: int,
    reserved: int = len(RESERVED),
) -> Embedding:
    """Put vectors in the order of a vocabulary, vectors of other words below.

    Args:
        missing: the rows of unknown and of words without a vector: "zero", or "random": normal,
            with the mean and the deviation of each dimension over the vectors found.
        reserved: lines of the vocabulary that are no words: padding and unknown, or none.
    """
    known = set(vocabulary)
    words = [*vocabulary, *(word for word in vectors if word not in known)]
    rows = np.array([vectors.row_of.get(word, -1) for word in words], np.int64)
    rows[:reserved] = -1
    found = rows >= 0
    matrix = np.zeros((len(words), dimension), np.float32)
    if found.any():
        np.take(vectors.matrix, rows, axis=0, out=matrix, mode="clip")
        matrix[~found] = 0
    if missing == "random" and found.any():
        drawn = np.random.default_rng(seed).standard_normal((len(words), dimension), np.float32)
        drawn = drawn * matrix[found].std(axis=0) + matrix[found].mean(axis=0)
        matrix[~found] = drawn[~found]
        matrix[PADDING : min(reserved, 1)] = 0
    return Embedding(words, matrix, found)
