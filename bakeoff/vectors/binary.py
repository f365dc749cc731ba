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

from bakeoff.vectors.layout import MAX_WORD, Batch, Layout, wrong

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
        end = sum(map(len, names)) + (size + 1) * len(names)
        if not names[-1] and (end > len(block) or block[end - size - 1] != SPACE):
            names.pop()
            end -= size + 1
        rest = block[end:]
        if len(rest) > size + MAX_WORD:
            raise wrong(f"{layout.path}: byte {place + end}", "a word", f"{rest[:20]!r}")
        if names:
            yield Records(layout, names, block, place)
        place += end
    if rest.strip(b"\n"):
        raise wrong(
            f"{layout.path}: byte {place}",
            f"a word, a space and {size} bytes of numbers",
            f"the end of the file after {len(rest)} bytes",
        )


class Records:
    """Some consecutive words and vectors of a file."""

    def __init__(self, layout: Layout, names: list[bytes], block: bytes, place: int) -> None:
        """Keep a block and the words in it.

        Args:
            layout: of the file.
            names: the words, with the newlines that stand before them.
            block: it begins with the first of them.
            place: of the block in the content.
        """
        self.layout, self.names, self.block, self.place = layout, names, block, place
        has_newlines = b"\n" in b"".join(names)
        self.keys = [name.lstrip(b"\n") for name in names] if has_newlines else names

    def parse(self, rows: Sequence[int]) -> tuple[list[bytes], NDArray[np.float32]]:
        """Give the words and the vectors of some rows.

        Raises:
            BakeoffError: a number is NaN or infinite.
        """
        dimension = self.layout.dimension
        step = 4 * dimension + 1  # from the end of a name to the next name
        ends = list(accumulate((len(name) + step for name in self.names), initial=0))
        vectors = np.empty((len(rows), dimension), np.float32)
        for to, row in enumerate(rows):
            start = ends[row + 1] - step + 1
            vectors[to] = np.frombuffer(self.block, "<f4", dimension, start)
        finite = np.isfinite(vectors).all(axis=1)
        if not finite.all():
            byte = self.place + ends[rows[int(finite.argmin())]]
            raise wrong(f"{self.layout.path}: byte {byte}", "finite numbers", "NaN or infinity")
        return [self.keys[row] for row in rows], vectors
