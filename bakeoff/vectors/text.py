"""Vectors as text: a line for each word, its name and its numbers, with spaces between.

GloVe's files are that; word2vec's text files and fastText's .vec have a line `count dimension`
before. A word may itself hold spaces, as a few of glove.840B do: its numbers are the last
`dimension` of the line. Only lines that are asked for are parsed.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from io import BytesIO
from itertools import takewhile

import numpy as np
from numpy.typing import NDArray

from bakeoff.vectors.decimals import parse_decimals
from bakeoff.vectors.layout import MAX_WORD, Batch, Entry, Layout, wrong

NUMERIC = b"0123456789+-.eE "  # the bytes of finite numbers and of what stands between them
MAX_NUMBER = 64  # bytes of a number and its space
NUMBER = re.compile(
    rb"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[-+]?[0-9]+)?|[-+]?(nan|inf(inity)?)", re.IGNORECASE
)


def read_text(layout: Layout, blocks: Iterator[bytes]) -> Iterator[Batch]:
    """Yield the lines of each block; the last line of the file is checked in any case.

    Args:
        layout: of the file.
        blocks: its content from the first vector on.
    """
    first = 1 if layout.count is None else 2
    limit = MAX_WORD + MAX_NUMBER * layout.dimension
    rest, last = b"", None
    for block in blocks:
        lines = BytesIO(block).readlines()  # five times as fast as split
        lines[0] = rest + lines[0]
        rest = b"" if lines[-1].endswith(b"\n") else lines.pop()
        if len(rest) > limit:
            place = f"{layout.path}: line {first + len(lines)}"
            raise wrong(place, f"a word and {layout.dimension} numbers", f"over {limit} bytes")
        count = len(lines)
        while lines and lines[-1].isspace():  # an editor's, at the end
            lines.pop()
        if lines:
            last = Lines(layout, lines, first)
            yield last
        first += count
    if rest.strip():
        last = Lines(layout, [rest], first)
        yield last
    if last is not None:  # the one that a cut would have shortened
        parse_text(layout, last.pick([len(last) - 1]))


class Lines:
    """Some consecutive lines of a file."""

    def __init__(self, layout: Layout, lines: list[bytes], first: int) -> None:
        """Keep lines, the first of which has a number in the file."""
        self.layout, self.lines, self.first = layout, lines, first

    def __len__(self) -> int:
        """Count them."""
        return len(self.lines)

    @property
    def keys(self) -> list[bytes]:
        """Their words, each up to the first space."""
        return [line[: line.find(b" ")] for line in self.lines]

    def find(self, keys: Set[bytes]) -> list[int]:
        """List the rows whose key is one of these; in one loop, which no list of keys outlives."""
        return [row for row, line in enumerate(self.lines) if line[: line.find(b" ")] in keys]

    def pick(self, rows: Sequence[int]) -> list[Entry]:
        """Give the whole words of some lines, and their numbers.

        Raises:
            BakeoffError: too few or too many numbers.
        """
        return [self._split(row) for row in rows]

    def _split(self, row: int) -> Entry:
        """Cut a line into its word and its numbers."""
        dimension, line, number = self.layout.dimension, self.lines[row].rstrip(), self.first + row
        name, _, numbers = line.partition(b" ")
        if numbers.count(b" ") == dimension - 1:
            return name, numbers, number
        place = f"{self.layout.path}: line {number}"
        name, *fields = line.rsplit(b" ", dimension)
        if len(fields) < dimension:
            raise wrong(place, f"{dimension} numbers", f"{len(fields)}")
        more = name.split(b" ")[1:]
        if all(not field or NUMBER.fullmatch(field) for field in more):
            raise wrong(place, f"{dimension} numbers", f"{dimension + len(more)}")
        return name, b" ".join(fields), number


def parse_text(layout: Layout, entries: list[Entry]) -> NDArray[np.float32]:
    """Parse the numbers of some lines.

    Returns:
        (entries, dimension) float32.

    Raises:
        BakeoffError: something else where a number should be, or NaN.
    """
    dimension = layout.dimension
    texts = [numbers for _, numbers, _ in entries]
    vectors = np.empty((len(texts), dimension), np.float32)
    plain = [text.count(b".") == dimension and b"e" not in text for text in texts]
    for kind in (True, False):  # apart, as one odd number would slow all the others down
        rows = [row for row, is_plain in enumerate(plain) if is_plain == kind]
        parsed = _parse_fast([texts[row] for row in rows], dimension) if rows else vectors[rows]
        if parsed is None or not np.isfinite(parsed).all():
            return np.stack([_parse_slowly(layout, numbers, at) for _, numbers, at in entries])
        vectors[rows] = parsed
    return vectors


def _parse_fast(texts: list[bytes], dimension: int) -> NDArray[np.float32] | None:
    """Parse the numbers of many lines at once; None if one of them is not in order.

    NumPy takes any white space for a separator and none between '1' and '-2'. So that each number
    is one field of its line, there must be as many as there are single spaces.
    """
    vectors = parse_decimals(texts, dimension)
    if vectors is not None:
        return vectors
    joined = b" ".join(texts)
    if joined.translate(None, NUMERIC) or b"  " in joined or joined[:1] == b" ":
        return None
    try:
        numbers = np.fromstring(joined, np.float32, sep=" ")
    except (ValueError, DeprecationWarning):  # what is no number; NumPy 2 mostly stops there
        return None
    return numbers.reshape(-1, dimension) if len(numbers) == len(texts) * dimension else None


def _parse_slowly(layout: Layout, numbers: bytes, line: int) -> NDArray[np.float32]:
    """Parse the numbers of one line, to say what is wrong with which."""
    place = f"{layout.path}: line {line}"
    try:
        with np.errstate(over="ignore"):  # becomes infinity, which is refused
            vector = np.array(numbers.split(b" "), dtype=np.float32)
    except ValueError as error:
        raise wrong(place, "numbers", f"text: {str(error)[:100]}") from None
    if not np.isfinite(vector).all():
        raise wrong(place, "finite numbers", "NaN or infinity")
    return vector


def tell_dimension(lines: list[bytes]) -> int:
    """Tell the dimension of a file by its first lines: how many numbers most of them end with."""
    counts = Counter(
        len(list(takewhile(NUMBER.fullmatch, reversed(line.rstrip().split(b" ")[1:]))))
        for line in lines
    )
    return counts.most_common(1)[0][0] if counts else 0
