"""Batches of texts of similar length, so that little is padded and matrix products are large.

The last bits of a product depend on the number of its rows. In batches of a fixed form that number
depends on a text's own length alone, so the bytes of a text do not depend on the other texts.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

MOST_TEXTS = 1024  # beyond that the products of a step do not get faster, only larger
SHORTEST = 8  # tokens that texts are padded to: batches of shorter ones are rarely full
BLOCK = 48  # rows that products take at once: with AVX2 24; those left over are summed apart
VECTOR = 16  # float32 in the CPU's widest register: kernels treat what is left over differently


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


def fixed_batches(
    lengths: NDArray[np.int64], forms: NDArray[np.int64], most_tokens: int
) -> Iterator[tuple[NDArray[np.int64], int]]:
    """Yield the numbers of the texts of each batch, long texts first, and how many it must have.

    A batch that has fewer is to be filled up. Texts that nothing pads come last, in their order, in
    batches of any size.

    Args:
        lengths: (texts,) tokens of each.
        forms: (texts,) tokens that each is padded to, or 0; texts of one form share batches.
        most_tokens: per batch, padding included; a longer text is a batch by itself.
    """
    order = np.lexsort((np.where(forms, -lengths, 0), -forms))
    start = 0
    while start < len(order):
        form = int(forms[order[start]])
        size = texts_at_once(form, most_tokens)
        batch = order[start : start + size]
        batch = batch[forms[batch] == form]
        yield batch, size if form else len(batch)
        start += len(batch)


def padded_length(length: int) -> int:
    """Give the power of two, of SHORTEST or more, that texts of a length are padded to, or 0."""
    return max(1 << (length - 1).bit_length(), SHORTEST) if length else 0


def texts_at_once(form: int, most_tokens: int) -> int:
    """Give the number of texts in a batch of a form: a multiple of BLOCK, or VECTOR, or 1.

    So no text is among rows that are left over, wherever it stands in its batch.
    """
    count = min(most_tokens // max(form, 1), MOST_TEXTS)
    return count // BLOCK * BLOCK or (VECTOR if count >= VECTOR else 1)
