"""Build the embedding matrix of a vocabulary from the vectors of a file."""

from collections.abc import Collection

import numpy as np
from scipy.stats import norm

from bakeoff.core.embedding import Embedding, draw_by_word
from bakeoff.core.tokens import PADDING, RESERVED
from bakeoff.vectors.wanted import Vectors


def build_matrix(
    vocabulary: list[str],
    vectors: Vectors,
    dimension: int,
    *,
    missing: str,
    seed: int,
    common: Collection[str] = (),
    reserved: int = len(RESERVED),
) -> Embedding:
    """Put vectors in the order of a vocabulary, vectors of other words below.

    Args:
        missing: the rows of unknown and of words without a vector: "zero", or "random": normal,
            drawn by word, with the mean and the deviation of each dimension over common words.
        common: the words at the top of the file; the texts have no say in which they are.
        reserved: lines of the vocabulary that are no words: padding and unknown, or none.
    """
    known = set(vocabulary)
    words = [*vocabulary, *(word for word in vectors if word not in known)]
    rows = np.array([vectors.row_of.get(word, -1) for word in words], np.int64)
    rows[:reserved] = -1
    found, is_common = rows >= 0, np.array([word in common for word in words])
    matrix = np.zeros((len(words), dimension), np.float32)
    if found.any():
        np.take(vectors.matrix, rows, axis=0, out=matrix, mode="clip")
        matrix[~found] = 0
    if missing == "random" and (found & is_common).any():
        lacking = [word for word, has_vector in zip(words, found, strict=True) if not has_vector]
        drawn = norm.ppf(draw_by_word(lacking, dimension, seed))
        common_rows = sorted(np.flatnonzero(found & is_common), key=words.__getitem__)
        top = matrix[common_rows]  # in an order that held-out texts do not change
        matrix[~found] = drawn * top.std(axis=0) + top.mean(axis=0)
        matrix[PADDING : min(reserved, 1)] = 0
    return Embedding(words, matrix, found, found & is_common)
