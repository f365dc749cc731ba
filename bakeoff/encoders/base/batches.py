"""Batches of texts of similar length, so that little is padded and matrix products are large."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

MOST_TEXTS = 1024  # beyond that the products of a step do not get faster, only larger


def batches_by_length(lengths: NDArray[np.int64], most_tokens: int) -> Iterator[NDArray[np.int64]]:
    """Yield the numbers of the texts of each batch, long texts first: a lack of memory shows early.

    Args:
        lengths: (texts,) tokens of each.
        most_tokens: per batch, padded to its longest text; a longer text is a batch by itself.
    """
    order = np.argsort(-lengths, kind="stable")
    start = 0
    while start < len(order):
        longest = max(int(lengths[order[start]]), 1)
        end = start + min(max(most_tokens // longest, 1), MOST_TEXTS)
        yield order[start:end]
        start = end
