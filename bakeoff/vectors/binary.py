"""Vectors in word2vec's binary format.

A line `count dimension`; then for each word its name, a space and its numbers, little-endian
float32; some writers end each with a newline. Where a vector ends, the next name begins: nothing
but names is looked at until a vector is asked for.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from bakeoff.vectors.layout import MAX_WORD, Batch, Entry, Keys, Layout, wrong

SPACE = b" "[0]


def read_binary(layout: Layout, blocks: Iterator[bytes], keys: Keys) -> Iterator[Batch]:
    """Yield what is wanted of each block.

    Args:
        layout: of the file.
        blocks: its content from the first vector on.
        keys: the words that are wanted.

    Raises:
        BakeoffError: the file ends within a vector, or a word has no end.
    """
    size = 4 * layout.dimension
    # A word, the space and its numbers; at the end of a block, what is left of it, as no word.
    record = re.compile(rb"([^ ]*+) .{%d}|.+" % size, re.DOTALL)
    rest, place = b"", layout.start
    for block in blocks:
        block = rest + block
        names = record.findall(block)
        joined = b"".join(names)
        end = len(joined) + (size + 1) * len(names)
        if not names[-1] and (end > len(block) or block[end - size - 1] != SPACE):
            names.pop()
            end -= size + 1
        rest = block[end:]
        if len(rest) > size + MAX_WORD:
            raise wrong(f"{layout.path}: byte {place + end}", "a word", f"{rest[:20]!r}")
        words = [name.lstrip(b"\n") for name in names] if b"\n" in joined else names
        wanted = keys()
        if wanted is None:
            yield len(names), _cut(names, range(len(names)), block, size, place)
        elif wanted.isdisjoint(words):
            yield len(names), []
        else:
            rows = [row for row, word in enumerate(words) if word in wanted]
            yield len(names), _cut(names, rows, block, size, place)
        place += end
    if rest.strip(b"\n"):
        raise wrong(
            f"{layout.path}: byte {place}",
            f"a word, a space and {size} bytes of numbers",
            f"the end of the file after {len(rest)} bytes",
        )


def _cut(
    names: list[bytes], rows: Sequence[int], block: bytes, size: int, place: int
) -> list[Entry]:
    """Cut some records of a block, which begins with the first, into words and numbers.

    Args:
        names: the words of all, with the newlines that stand before them.
        rows: which records.
        block: the records.
        size: bytes of a vector.
        place: of the block in the content.
    """
    ends = list(accumulate(map(len, names)))  # of the names alone
    entries = []
    for row in rows:
        end = ends[row] + (row + 1) * (1 + size)
        begin = end - size - 1 - len(names[row])
        entries.append((names[row].lstrip(b"\n"), block[end - size : end], place + begin))
    return entries


def parse_binary(layout: Layout, entries: list[Entry]) -> tuple[list[bytes], NDArray[np.float32]]:
    """Parse some vectors.

    Returns:
        Their words; and (entries, dimension) float32.

    Raises:
        BakeoffError: a number is NaN or infinite.
    """
    numbers = np.frombuffer(b"".join(numbers for _, numbers, _ in entries), "<f4")
    vectors = numbers.astype(np.float32).reshape(-1, layout.dimension)
    finite = np.isfinite(vectors).all(axis=1)
    if not finite.all():
        place = f"{layout.path}: byte {entries[int(finite.argmin())][2]}"
        raise wrong(place, "finite numbers", "NaN or infinity")
    return [name for name, _, _ in entries], vectors
