"""Pooled vectors of the words of each text, outside any network: mean, maximum and minimum.

The same numbers as `layers.MaskedPooling` gives, for matrices that do not change.
"""

from itertools import chain

import numpy as np
from numpy.typing import NDArray

BLOCK = 2**15  # tokens whose vectors are in memory, or the longest text's


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
    blocks = np.cumsum(lengths[some]) // BLOCK  # texts of a block have one number
    for texts in np.split(some, np.flatnonzero(np.diff(blocks)) + 1) if len(some) else ():
        flat = np.fromiter(chain.from_iterable(tokens[text] for text in texts), np.int64)
        vectors = matrix[row_map[flat]]
        starts = np.cumsum(lengths[texts]) - lengths[texts]
        sums = np.add.reduceat(vectors, starts, axis=0, dtype=np.float64)
        pooled[texts, 0] = sums / lengths[texts, None]
        pooled[texts, 1] = np.maximum.reduceat(vectors, starts, axis=0)
        pooled[texts, 2] = np.minimum.reduceat(vectors, starts, axis=0)
    return pooled.reshape(len(tokens), -1)
