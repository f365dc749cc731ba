"""Pooled vectors of the words of each text, outside any network: mean, maximum and minimum.

The same numbers as `layers.MaskedPooling` gives, for matrices that do not change.
"""

import numpy as np
from numpy.typing import NDArray


def pool_words(
    tokens: list[list[int]], row_map: NDArray[np.int32], matrix: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Pool the vectors of each text.

    Args:
        tokens: of n texts, rows of the matrix.
        row_map: (rows,) the row that is read in place of each.
        matrix: (rows, dimension).

    Returns:
        (n, 3 * dimension) float32; zeros for a text without tokens.
    """
    lengths = np.array([len(text) for text in tokens], np.int64)
    pooled = np.zeros((len(tokens), 3, matrix.shape[1]), np.float32)
    some = np.flatnonzero(lengths)
    if not len(some):
        return pooled.reshape(len(tokens), -1)
    flat = np.fromiter((row for text in tokens for row in text), np.int64, lengths.sum())
    vectors = matrix[row_map[flat]]
    starts = (np.cumsum(lengths) - lengths)[some]
    sums = np.add.reduceat(vectors, starts, axis=0, dtype=np.float64)
    pooled[some, 0] = sums / lengths[some, None]
    pooled[some, 1] = np.maximum.reduceat(vectors, starts, axis=0)
    pooled[some, 2] = np.minimum.reduceat(vectors, starts, axis=0)
    return pooled.reshape(len(tokens), -1)
