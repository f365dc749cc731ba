"""Find the words of a file that are nearest to a vector, in one pass over the file."""

import heapq
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray


def find_nearest(
    parts: Iterable[tuple[list[bytes], NDArray[np.float32]]],
    vector: NDArray[np.float32],
    count: int,
) -> list[tuple[float, str]]:
    """Give cosine and word of the vectors nearest to a vector, the nearest first.

    Equal cosines keep the order of the file. The cosine to a vector of zeros is zero.
    """
    best: list[tuple[float, int, str]] = []
    seen = 0
    direction = vector / (np.linalg.norm(vector) or 1)
    for names, vectors in parts:
        lengths = np.linalg.norm(vectors, axis=1)
        cosines = vectors @ direction / np.where(lengths > 0, lengths, 1)
        for row in np.argsort(-cosines, kind="stable")[:count].tolist():
            word = names[row].decode("utf-8", "replace")
            best.append((float(cosines[row]), -(seen + row), word))
        best = heapq.nlargest(count, best)
        seen += len(names)
    return [(cosine, word) for cosine, _, word in best]
