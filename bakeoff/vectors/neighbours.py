"""The nearest words of a file to a vector, in one pass that holds no more than the best."""

import heapq
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray


def find_nearest(
    parts: Iterable[tuple[list[bytes], NDArray[np.float32]]],
    vector: NDArray[np.float32],
    count: int,
) -> list[tuple[float, str]]:
    """Find the words whose vectors have the largest cosine to a vector.

    Args:
        parts: words and vectors of a whole file, (words, dimension).
        vector: (dimension,) float32.
        count: how many words.

    Returns:
        Cosine and word, the nearest first; the first in the file first among equals. A vector of
        zeros is at right angles to all.
    """
    best: list[tuple[float, int, str]] = []
    seen = 0
    wanted = vector / (np.linalg.norm(vector) or 1)
    for names, vectors in parts:
        lengths = np.linalg.norm(vectors, axis=1)
        cosines = vectors @ wanted / np.where(lengths > 0, lengths, 1)
        for row in np.argsort(-cosines, kind="stable")[:count].tolist():
            word = names[row].decode("utf-8", "replace")
            best.append((float(cosines[row]), -(seen + row), word))
        best = heapq.nlargest(count, best)
        seen += len(names)
    return [(cosine, word) for cosine, _, word in best]
