"""Parse the decimal numbers of many lines together: six times as fast as numpy.fromstring.

A plain decimal such as -0.038194 is an integer, 38194, over a power of ten, and a sign. If both are
exact in float64, their quotient is the float64 nearest to the number, as Python's float gives it;
rounded to float32 it is, bit for bit, what gensim reads. The integer is a sum of parts of which
none is negative: below 2**53 all of them are exact, and rounding never brings a larger sum below.
Eight digits take three multiplications of a 64-bit word (Lemire, "Quickly parsing eight digits",
2018). Numbers below 0.0001 mostly have an exponent: in glove.6B.50d that is one number in 7,000,
but one line in 140. They are set aside and parsed by Python.
"""

import re

import numpy as np
from numpy.typing import NDArray

SMALL = re.compile(rb"-?\d(\.\d{0,8})?e-\d\d")  # how numbers below 0.0001 are written
SPACE, POINT, MINUS, ZERO = b" .-0"
EXACT = 1 << 53  # up to which every integer is a float64
NUMBER = np.frombuffer(b". ", "<u2")[0]  # the marks of a number, in their order
MOST = 16  # digits before the point, or after it; few exact numbers have more
POWERS = np.array([float(10**n) for n in range(MOST)])  # of ten, exact in float64
WORD = 8  # bytes
VALUES = 0x0F0F0F0F0F0F0F0F  # the bits that are the values of eight digits
LAST = np.array([VALUES << 64 - 8 * n & VALUES for n in range(WORD + 1)], np.uint64)  # of n digits
STEPS = (  # factor, shift, mask: the first of two neighbours becomes ten (...) times the second's
    (1 + (10 << 8), 8, 0x00FF00FF00FF00FF),
    (1 + (100 << 16), 16, 0x0000FFFF0000FFFF),
    (1 + (10_000 << 32), 32, 0x00000000FFFFFFFF),
)


def parse_decimals(
    texts: list[bytes], dimension: int
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Parse the numbers of those lines that hold nothing but plain decimals and small numbers.

    Returns:
        (lines, dimension) float32; and (lines,) bool, which lines are parsed. A line is not if one
        of its numbers is neither a plain decimal (digits with a point, perhaps after a minus) nor
        of SMALL's form, or has more digits than are exact.
    """
    text = bytearray(b" ").join((bytes(WORD - 1), *texts, b""))
    aside = _set_aside(text)
    characters = np.frombuffer(text, np.uint8)[WORD:]
    borders = np.fromiter(map(len, texts), np.int64, len(texts)).cumsum() + np.arange(len(texts))
    if len(wrong := _find_others(characters)):
        return _parse_without(borders.searchsorted(wrong), texts, dimension)
    marks = np.flatnonzero((characters == SPACE) | (characters == POINT))
    wrong = np.flatnonzero(np.diff(marks.searchsorted(borders), prepend=-1) != 2 * dimension)
    if len(wrong):
        return _parse_without(wrong, texts, dimension)
    fits = characters[marks].view("<u2") == NUMBER
    points, ends = np.ascontiguousarray(marks.reshape(-1, 2).T)
    starts = np.concatenate(([0], ends[:-1] + 1))
    is_negative = characters[starts] == MINUS
    wholes, decimals = points - starts - is_negative, ends - points - 1  # digits before and after
    fits &= wholes + decimals > 0
    fits &= wholes | decimals < MOST
    is_minus = characters == MINUS
    if not fits.all() or np.count_nonzero(is_minus) > np.count_nonzero(is_negative):
        stray = np.setdiff1d(np.flatnonzero(is_minus), starts[is_negative])
        fits[ends.searchsorted(stray)] = False
        return _parse_without(np.flatnonzero(~fits) // dimension, texts, dimension)
    words = np.ndarray(len(text) - WORD + 1, "<u8", text, strides=1)  # [n] ends before character n
    numbers = (characters[points - 1] - ZERO).astype(np.float64)  # as most have one digit there
    others = np.flatnonzero(wholes != 1)
    numbers[others] = _parse_digits(words, points[others], wholes[others])
    powers = POWERS.take(decimals)
    numbers *= powers
    numbers += _parse_digits(words, ends, decimals)
    is_exact = (numbers < EXACT).reshape(-1, dimension).all(axis=1)
    numbers /= powers
    vectors = numbers.astype(np.float32)
    vectors *= np.float32(1) - np.float32(2) * is_negative  # -0.0 as well
    vectors[ends.searchsorted([end - WORD for end in aside])] = [*aside.values()]
    return vectors.reshape(-1, dimension), is_exact


def _set_aside(text: bytearray) -> dict[int, float]:
    """Replace numbers with a negative exponent by zeros; give each by the place where it ends."""
    aside, at = {}, text.find(b"e")
    while at >= 0:
        start, end = text.rfind(b" ", 0, at) + 1, text.find(b" ", at)
        if SMALL.fullmatch(text, start, end):
            aside[end] = float(text[start:end])
            text[start:end] = b"." + b"0" * (end - start - 1)
        at = text.find(b"e", end)
    return aside


def _find_others(characters: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Find the characters that are no part of plain decimals or of the spaces between them."""
    is_known = characters - ZERO < 10
    for each in (SPACE, POINT, MINUS):
        is_known |= characters == each
    return np.flatnonzero(~is_known)


def _parse_without(
    wrong: NDArray[np.intp], texts: list[bytes], dimension: int
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Parse all lines but the wrong ones, which become zeros."""
    zeros, texts = b" ".join([b".0"] * dimension), texts.copy()
    for row in wrong.tolist():
        texts[row] = zeros
    vectors, is_parsed = parse_decimals(texts, dimension)
    is_parsed[wrong] = False
    return vectors, is_parsed


def _parse_digits(
    words: NDArray[np.uint64], ends: NDArray[np.intp], counts: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Parse, before each end, as many digits as counted."""
    integers = words[ends]
    integers &= LAST.take(counts, mode="clip")
    for factor, shift, mask in STEPS:
        integers *= factor
        integers >>= shift
        integers &= mask
    numbers = integers.astype(np.float64)
    longer = np.flatnonzero(counts > WORD)
    if len(longer):
        more = _parse_digits(words, ends[longer] - WORD, counts[longer] - WORD)
        numbers[longer] += POWERS[WORD] * more
    return numbers
