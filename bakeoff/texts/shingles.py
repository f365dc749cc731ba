"""Character 5-grams (shingles) of texts, as numbers."""

import re

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from bakeoff.core.table import normalise

LENGTH = 5  # characters per shingle
DIGIT = re.compile(r"\d")
PAD = "\ud800"  # half of a surrogate pair: no text holds one
Numbers = NDArray[np.int64]


def mask(text: str) -> str:
    """Fold case and white space, and write every digit as 0: prices and phone numbers vary."""
    return DIGIT.sub("0", normalise(text))


def shingle(texts: list[str]) -> csr_array:
    """Say which shingles occur in which texts.

    A text of fewer than five characters has one shingle, which only an equal text has.

    Args:
        texts: n of them, masked.

    Returns:
        (n, shingles) of 1 and 0, int32; the rarest shingles are the first columns.
    """
    owners, grams = _grams(texts)
    grams = np.unique(grams, return_inverse=True)[1]
    count = int(grams.max(initial=0)) + 1
    pairs = np.sort(owners * count + grams)  # np.unique hashes, which takes ten times as long
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    owners, grams = np.divmod(pairs, count)
    column = np.empty(count, np.int32)
    column[np.argsort(np.bincount(grams, minlength=count), kind="stable")] = np.arange(count)
    starts = np.searchsorted(owners, np.arange(len(texts) + 1))
    ones = np.ones(len(grams), np.int32)
    matrix = csr_array((ones, column[grams], starts), shape=(len(texts), count))
    matrix.sort_indices()
    return matrix


def _grams(texts: list[str]) -> tuple[Numbers, Numbers]:
    """Give the text and a number of each shingle; equal numbers stand for equal characters.

    Characters are numbered densely, and so are triples of them: five characters then fit into 63
    bits, for any texts that fit into memory.
    """
    padded = [text.ljust(LENGTH, PAD) for text in texts]
    lengths = np.array([len(text) for text in padded], np.int64)
    codes = np.frombuffer("".join(padded).encode("utf-32-le", "surrogatepass"), np.uint32)
    alphabet, letters = np.unique(codes, return_inverse=True)
    size = len(alphabet)
    triples = (letters[:-2] * size + letters[1:-1]) * size + letters[2:]
    triples = np.unique(triples, return_inverse=True)[1]
    grams = (triples[:-2] * size + letters[3:-1]) * size + letters[4:]
    within = np.ones(len(codes), bool)  # whether the shingle that starts here ends in its text
    for back in range(1, LENGTH):
        within[np.cumsum(lengths) - back] = False
    return np.repeat(np.arange(len(texts)), lengths)[within], grams[within[: len(grams)]]
