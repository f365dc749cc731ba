"""Batches of messages of like length, so that little is padded and products are large."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

MOST_MESSAGES = 1024  # beyond that the products of a step do not get faster, only larger


def batches_by_length(lengths: NDArray[np.int64], most_tokens: int) -> Iterator[NDArray[np.int64]]:
    """Yield the numbers of the messages of each batch, long messages first.

    Long ones come first because what memory there is must suffice from the start.

    Args:
        lengths: (messages,) tokens of each.
        most_tokens: of a batch, padded to its longest message; a longer message is one of its own.
    """
    order = np.argsort(-lengths, kind="stable")
    start = 0
    while start < len(order):
        longest = max(int(lengths[order[start]]), 1)
        end = start + min(max(most_tokens // longest, 1), MOST_MESSAGES)
        yield order[start:end]
        start = end
