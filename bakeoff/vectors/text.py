"""Vectors as text: a line per word, its name and its numbers, separated by spaces.

GloVe's files hold nothing else; word2vec's text files and fastText's .vec begin with a line
`count dimension`. A word may hold spaces, as a few of glove.840B do, and end with a number, as
`windows 10`: the vector is the last `dimension` fields of the line. Only wanted lines are parsed.
"""

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from itertools import chain, takewhile

import numpy as np
from numpy.typing import NDArray

from bakeoff.vectors.decimals import parse_decimals
from bakeoff.vectors.layout import MAX_WORD, Batch, Entry, Keys, Layout, warn_of_blanks, wrong

FEW = 20  # one line in this many is enough to confirm a dimension
MAX_NUMBER = 64  # bytes of a number and its space
NUMBER = re.compile(
    rb"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[-+]?[0-9]+)?|[-+]?(nan|inf(inity)?)", re.IGNORECASE
)


def read_text(layout: Layout, blocks: Iterator[bytes], keys: Keys) -> Iterator[Batch]:
    """Yield the wanted entries of each block; check the last line of the file in any case."""
    first = 1 if layout.count is None else 2
    limit = MAX_WORD + MAX_NUMBER * layout.dimension
    rest, last, blanks = b"", None, 0
    for block in chain(blocks, (b"\n",)):  # which the last line may lack
        lines, wanted, entries, blank = BytesIO(block), keys(), list[Entry](), 0
        # A line that is not kept leaves its memory to the next: half the cost of a list of lines.
        for number, line in enumerate(chain((rest + lines.readline(),), lines), first):
            name, space, numbers = line.partition(b" ")
            if not (name and space):
                if line.isspace():  # editors leave some at the end
                    blank += 1
                    continue
                # Only spaces separate: a tab is a part of the word.
                fields = numbers.lstrip(b" ").rstrip().count(b" ") + 1
                if space and line.endswith(b"\n") and fields == layout.dimension:
                    blanks += 1  # a word that is only spaces
                    if numbers.startswith(b" "):
                        continue
                name = name.rstrip()
            if wanted is None or name in wanted:
                entries.append((name, numbers.rstrip(), number))
        count, first, rest = number - first + 1 - blank, number + 1, b""
        if not line.endswith(b"\n"):
            count, first, rest = count - (not line.isspace()), number, line
            if entries and entries[-1][2] == first:
                entries.pop()
            if len(rest) > limit:
                place = f"{layout.path}: line {first}"
                raise wrong(place, f"a word and {layout.dimension} numbers", f"over {limit} bytes")
        elif not line.isspace():
            last = name, numbers.rstrip(), number
        yield count, entries
    if last is not None:  # a file that was cut off has a shorter one
        parse_text(layout, [last])
    warn_of_blanks(layout, blanks)


def parse_text(layout: Layout, entries: list[Entry]) -> tuple[list[bytes], NDArray[np.float32]]:
    """Parse some lines: those of plain decimals together, others one by one.

    Returns:
        The whole words; and their vectors, (entries, dimension) float32.
    """
    names = [name for name, _, _ in entries]
    vectors, is_parsed = parse_decimals([numbers for _, numbers, _ in entries], layout.dimension)
    for row in np.flatnonzero(~is_parsed).tolist():
        name, numbers, line = _split(layout, *entries[row])
        names[row], vectors[row] = name, _parse_line(layout, numbers, line)
    return names, vectors


def _split(layout: Layout, name: bytes, numbers: bytes, line: int) -> Entry:
    """Split a line into the word, which may hold spaces, and exactly `dimension` numbers."""
    dimension, place = layout.dimension, f"{layout.path}: line {line}"
    if numbers.count(b" ") == dimension - 1:
        return name, numbers, line
    name, *fields = (name + b" " + numbers if numbers else name).rsplit(b" ", dimension)
    if len(fields) < dimension:
        raise wrong(place, f"{dimension} numbers", f"{len(fields)}")
    return name, b" ".join(fields), line


def _parse_line(layout: Layout, numbers: bytes, line: int) -> NDArray[np.float32]:
    """Parse the numbers of one line, (dimension,); anything else there is an error."""
    place = f"{layout.path}: line {line}"
    try:
        with np.errstate(over="ignore"):  # gives infinity, which is refused
            vector = np.array(numbers.split(b" "), dtype=np.float32)
    except ValueError as error:
        raise wrong(place, "numbers", f"text: {str(error)[:100]}") from None
    if not np.isfinite(vector).all():
        raise wrong(place, "finite numbers", "NaN or infinity")
    return vector


def find_dimension(lines: list[bytes], told: int | None = None) -> int:
    """Find the dimension of a file by its first lines: the numbers that most of them end with.

    Args:
        told: the dimension by the header or the user. Words may end with numbers, too, so it holds
            if no line ends with fewer numbers and some end with just as many; or if the others of
            all lines look like parts of words.
    """
    fields = [line.rstrip().split(b" ")[1:] for line in lines]
    ends = [list(takewhile(NUMBER.fullmatch, reversed(line)))[::-1] for line in fields]
    counts = Counter(map(len, ends))
    if (
        told
        and 0 < told <= min(counts, default=0)
        and (counts[told] * FEW >= len(lines) or _may_be_words(ends, told))
    ):
        return told
    return counts.most_common(1)[0][0] if counts else 0


def _may_be_words(ends: list[list[bytes]], dimension: int) -> bool:
    """Tell whether the numbers before each vector are only digits, and those of vectors are not."""
    before = [number for end in ends for number in end[:-dimension]]
    vectors = [number for end in ends for number in end[-dimension:]]
    return all(map(bytes.isdigit, before)) and not all(map(bytes.isdigit, vectors))
