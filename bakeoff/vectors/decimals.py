"""Decimal numbers of many lines, parsed at once: twice as fast as numpy.fromstring parses them.

A plain decimal such as -0.038194 is an integer, -38194, over a power of ten. As long as both are
exact in float64, their quotient is the float64 nearest to the number, which is what Python's float
gives; rounded to float32 it is, bit for bit, what gensim reads.
"""

import numpy as np
from numpy.typing import NDArray

SPACE, POINT, MINUS = b" .-"
PLAIN = b"0123456789-. "  # the bytes of plain decimals and of what stands between them
DIGITS = bytes(byte if byte in PLAIN else b"x"[0] for byte in range(256))  # all others become x
EXACT = 1 << 53  # up to which every integer is a float64
POWERS = np.array([float(10**n) for n in range(23)])  # of ten, those that are exact in float64


def parse_decimals(texts: list[bytes], dimension: int) -> NDArray[np.float32] | None:
    """Parse the numbers of many lines.

    Args:
        texts: a line each, of numbers with one space between.
        dimension: numbers a line.

    Returns:
        (lines, dimension) float32; None if one of them is no plain decimal: digits with a point,
        perhaps a minus before, and few enough to be exact.
    """
    joined = b" ".join((*texts, b""))
    digits = joined.translate(DIGITS, b".")
    if b"x" in digits:
        return None
    characters = np.frombuffer(joined, np.uint8)
    ends, points = np.flatnonzero(characters == SPACE), np.flatnonzero(characters == POINT)
    if not len(ends) == len(points) == len(texts) * dimension:
        return None
    starts = np.append(0, ends[:-1] + 1)
    is_negative = characters[starts] == MINUS
    decimals = ends - points - 1
    if (
        decimals.min() < 0  # one point in each number
        or (points < starts).any()
        or decimals.max() >= len(POWERS)
        or (ends - starts - is_negative).min() < 2  # and a digit
        or np.count_nonzero(characters == MINUS) != np.count_nonzero(is_negative)
    ):
        return None
    integers = np.fromstring(digits, np.int64, sep=" ")  # too large ones become the largest
    if integers.min() <= -EXACT or integers.max() >= EXACT:
        return None
    numbers = integers / POWERS[decimals]
    numbers[is_negative & (integers == 0)] = -0.0  # which no integer is
    vectors: NDArray[np.float32] = numbers.astype(np.float32).reshape(-1, dimension)
    return vectors
