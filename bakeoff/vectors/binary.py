"""Vectors in word2vec's binary format.

A line `count dimension`; then for each word its name, a space and its numbers, little-endian
float32; some writers end each with a newline. Where a vector ends, the next name begins: nothing
but names is looked at until a vector is asked for.
"""

import re
from collections.abc import Iterator, Sequence, Set
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from bakeoff.vectors.layout import MAX_WORD, Batch, Entry, Layout, wrong

SPACE = b" "[0]


def read_binary(layout: Layout, blocks: Iterator[bytes]) -> Iterator[Batch]:
    """Yield the vectors of each block.

    Args:
        layout: of the file.
        blocks: its content from the first vector on.

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
        if names:
            keys = [name.lstrip(b"\n") for name in names] if b"\n" in joined else names
            yield Records(layout, names, keys, block, place)
        place += end
    if rest.strip(b"\n"):
        raise wrong(
            f"{layout.path}: byte {place}",
            f"a word, a space and {size} bytes of numbers",
            f"the end of the file after {len(rest)} bytes",
        )


class Records:
    """Some consecutive words and vectors of a file."""

    def __init__(
        self, layout: Layout, names: list[bytes], keys: list[bytes], block: bytes, place: int
    ) -> None:
        """Keep a block and the words in it.

        Args:
            layout: of the file.
            names: the words, with the newlines that stand before them.
            keys: the words without.
            block: it begins with the first of them.
            place: of the block in the content.
        """
        self.layout, self.names, self.keys = layout, names, keys
        self.block, self.place = block, place

    def __len__(self) -> int:
        """Count them."""
        return len(self.names)

    def find(self, keys: Set[bytes]) -> list[int]:
        """List the rows whose word is one of these."""
        if keys.isdisjoint(self.keys):
            return []
        return [row for row, key in enumerate(self.keys) if key in keys]

    def words(self, rows: Sequence[int]) -> list[bytes]:
        """Give the words of some rows."""
        return [self.keys[row] for row in rows]

    def pick(self, rows: Sequence[int]) -> list[Entry]:
        """Give the words of some rows, and the bytes of their numbers."""
        size = 4 * self.layout.dimension
        ends = list(accumulate(map(len, self.names)))  # of the names alone
        entries = []
        for row in rows:
            end = ends[row] + (row + 1) * (1 + size)
            begin = end - size - 1 - len(self.names[row])
            entries.append((self.keys[row], self.block[end - size : end], self.place + begin))
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
