"""Tell text from numbers in word2vec's binary format, and cut its records.

A record is a word, a space and a vector of float32.
"""

import re
from functools import cache

import numpy as np

PIECE = 200  # records that are cut at a time
ENOUGH = 16  # numbers of unusual size that show a wrong reading
ZEROS = bytes(4)  # the number zero: no word holds these bytes, but rows of padding do
LONGEST = 4  # bytes of a character
MAGNITUDE = 0x7FFFFFFF  # the bits of a float32 without its sign
LOW, HIGH = (int(np.float32(2.0**power).view(np.uint32)) for power in (-40, 40))
# the last bytes of numbers of usual size
USUAL = bytes(byte for byte in range(256) if LOW >> 24 < byte & 0x7F < HIGH >> 24)
LONG = rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
TEXT = re.compile(rb"(?:[\0-\x7f]++|%s)*+" % LONG)  # any UTF-8, and a little more
# How a vector seems to begin if its word holds a space. A few other vectors begin so, too; the
# first byte rules out most.
ASCII, MORE, NOT = rb"[\0-\x1f!-\x7f]*+", rb"[\0-\x1f!-\xbf\xc2-\xf4]*+", rb"[\x80-\xc1]"
WORDLIKE = rb"(?=%s[ \xc2-\xf4])(?=%s(?: |[\xc2-\xf4][\x80-\xbf]%s ))" % (ASCII, ASCII, MORE)


def cut(block: bytes, size: int, end: bytes) -> tuple[list[bytes], list[bytes | None], bytes]:
    """Cut the first PIECE records from a block, on the assumption that no word holds a space.

    Returns:
        The words; for each, its vector if the word may hold a space, or else None; and the rest of
        the block.
    """
    parts = _compile(size, end).split(block, PIECE)
    rest = parts.pop()
    words, vectors = parts[::2], parts[1::2]
    start = len(block) - len(rest) - size - len(end)
    if words and is_text(block, start):
        vectors[-1] = block[start : start + size]
    return words, vectors, rest


@cache
def _compile(size: int, end: bytes) -> re.Pattern[bytes]:
    """Compile what stands between two words, with a group if the first word may hold a space."""
    pattern = rb" (?:%s.{%d}|%s(.{%d})|.{%d})%s" % (NOT, size - 1, WORDLIKE, size, size, end)
    return re.compile(pattern, re.DOTALL)


def is_text(block: bytes, start: int = 0) -> bool:
    """Tell whether a block is text from `start` to its end, where a character may be cut off."""
    text = TEXT.match(block, start)
    return text is not None and len(block) - text.end() < LONGEST


def is_sure(vector: bytes) -> bool:
    """Tell whether a vector begins where it seems to, although its first bytes look like text.

    It does if all its numbers are of usual size and, were it to begin after one of its spaces,
    many would not be.
    """
    text = TEXT.match(vector.partition(ZEROS)[0])
    spaces = [at for at in range(text.end() if text else 0) if vector[at] == ord(" ")]
    if not spaces or is_text(vector, 0):
        return not is_text(vector, 0)
    return not vector[3::4].translate(None, USUAL) and all(
        len(vector[at + 4 :: 4].translate(None, USUAL)) >= ENOUGH for at in spaces
    )


def count_unusual(numbers: bytes) -> int:
    """Count the numbers of unusual size: neither zero nor, by magnitude, from 2^-40 to 2^40."""
    bits = np.frombuffer(numbers, "<u4") & MAGNITUDE
    return int(np.count_nonzero((bits != 0) & ((bits < LOW) | (bits >= HIGH))))
