"""Pool the vectors of words over each text, once, where they are constant."""

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.tokens import PADDING

BLOCK = 1024  # texts at a time


def pool_words(matrix: NDArray[np.float32], ids: NDArray[np.int32]) -> NDArray[np.float32]:
    """Give what `MaskedPooling(["mean", "max", "min"])` gives of each text's vectors.

    Args:
        matrix: (rows, dimension), of a frozen embedding.
        ids: (texts, length), padding after the tokens.

    Returns:
        (texts, 3 * dimension); zeros for a text without tokens.
    """
    dimension = matrix.shape[1]
    pooled = np.zeros((len(ids), 3 * dimension), np.float32)
    for start in range(0, len(ids), BLOCK):
        block = ids[start : start + BLOCK]
        real = block != PADDING
        counts = real.sum(axis=1)
        rows = np.flatnonzero(counts)
        if not len(rows):
            continue
        vectors, begins = matrix[block[real]], np.cumsum(counts)[rows] - counts[rows]
        into = pooled[start : start + BLOCK]
        into[rows, :dimension] = np.add.reduceat(vectors, begins) / counts[rows, None]
        into[rows, dimension : 2 * dimension] = np.maximum.reduceat(vectors, begins)
        into[rows, 2 * dimension :] = np.minimum.reduceat(vectors, begins)
    return pooled
