"""Character 5-grams (shingles) of texts, as numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from bakeoff.core.table import normalise

LENGTH = 5  # characters per shingle
CHARACTERS = 2**22  # looked at together: about 300 MB
DIGIT = re.compile(r"\d")
PAD = "\ud800"  # half of a surrogate pair: no text holds one
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Part:
    """The shingles of some of the texts.

    Attributes:
        grams: (distinct,) numbers of shingles, sorted.
        places: each text's shingles, as places in `grams`.
        sizes: (texts,) how many shingles each text has.
    """

    grams: NDArray[np.uint64]
    places: NDArray[np.int32]
    sizes: Numbers


def mask(text: str) -> str:
    """Fold case and white space, and write every digit as 0: prices and phone numbers vary."""
    return DIGIT.sub("0", normalise(text))


def shingle(texts: list[str]) -> csr_array:
    """Say which shingles occur in which texts.

    A text of fewer than five characters has one shingle, which only an equal text has.

    Args:
        texts: n of them, masked.

    Returns:
        (n, shingles) of 1 and 0, int8; the rarest shingles are the first columns.
    """
    alphabet = sorted({PAD}.union(*texts))
    number = np.zeros(0x110000, np.uint64)
    number[[ord(character) for character in alphabet]] = np.arange(len(alphabet))
    parts = [_shingle_part(part, number, len(alphabet) | 1) for part in _cut(texts)]
    grams, frequency = np.zeros(0, np.uint64), np.zeros(0, np.int64)
    for part in parts:
        grams, frequency = _add(part, grams, frequency)
    column = np.empty(len(grams), np.int32)
    column[np.argsort(frequency, kind="stable")] = np.arange(len(grams))
    columns = [column[np.searchsorted(grams, part.grams)][part.places] for part in parts]
    starts = np.cumsum(np.concatenate([[0], *(part.sizes for part in parts)]))
    indices = np.concatenate([np.zeros(0, np.int32), *columns])
    matrix = csr_array((np.ones(len(indices), np.int8), indices, starts), (len(texts), len(grams)))
    matrix.sort_indices()
    return matrix


def _cut(texts: list[str]) -> Iterator[list[str]]:
    """Cut a list of texts into parts of a bounded number of characters."""
    ends = accumulate(max(len(text), LENGTH) for text in texts)
    for _, part in groupby(zip(ends, texts, strict=True), lambda pair: pair[0] // CHARACTERS):
        yield [text for _, text in part]


def _shingle_part(texts: list[str], number: NDArray[np.uint64], base: int) -> Part:
    """List the shingles of each text.

    A shingle is a number of five digits, the characters' numbers, to an odd base. With more than
    7,130 different characters the numbers wrap at 2**64, and any two of a million different
    shingles are equal with a probability of about 3e-8.
    """
    padded = [text.ljust(LENGTH, PAD) for text in texts]
    ends = np.cumsum([len(text) for text in padded])
    codes = np.frombuffer("".join(padded).encode("utf-32-le", "surrogatepass"), np.uint32)
    digits, count = number[codes], len(codes) - LENGTH + 1
    grams = digits[:count]
    for place in range(1, LENGTH):
        grams = grams * np.uint64(base) + digits[place : count + place]
    within = np.ones(len(codes), bool)  # whether the shingle that starts here ends in its text
    for back in range(1, LENGTH):
        within[ends - back] = False
    owners = np.repeat(np.arange(len(texts)), np.diff(ends, prepend=0))[within]
    grams, places = np.unique(grams[within[:count]], return_inverse=True)
    pairs = np.sort(owners * len(grams) + places)  # np.unique takes ten times as long
    owners, places = np.divmod(pairs[np.diff(pairs, prepend=-1) > 0], len(grams))
    return Part(grams, places.astype(np.int32), np.bincount(owners, minlength=len(texts)))


def _add(
    part: Part, grams: NDArray[np.uint64], frequency: Numbers
) -> tuple[NDArray[np.uint64], Numbers]:
    """Add the shingles of a part, and in how many texts they are, to those known."""
    merged, places = np.unique(np.concatenate([grams, part.grams]), return_inverse=True)
    more = np.bincount(part.places, minlength=len(part.grams))
    found = np.bincount(places, np.concatenate([frequency, more]), len(merged))
    return merged, found.astype(np.int64)
