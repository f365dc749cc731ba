"""Vectors in word2vec's binary format.

A line `count dimension`; then for each word its name, a space and its numbers, little-endian
float32; some writers add a newline. The next name begins where a vector ends, so that only names
are looked at until a vector is wanted.
"""

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from bakeoff.vectors.layout import MAX_WORD, Batch, Entry, Keys, Layout, wrong


def read_binary(layout: Layout, blocks: Iterator[bytes], keys: Keys) -> Iterator[Batch]:
    """Yield the wanted entries of each block; `blocks` begin with the first vector."""
    size = 4 * layout.dimension
    gap = re.compile(rb" .{%d}\n*+" % size, re.DOTALL)  # between two words
    rest, place = b"", layout.start
    for block in blocks:
        block = rest + block
        place += len(block)
        block = block.lstrip(b"\n")  # of the last vector of the block before
        place -= len(block)
        names = gap.split(block)
        rest = names.pop()
        wanted = keys()
        entries: list[Entry] = []
        if wanted is None or not wanted.isdisjoint(names):
            entries = [
                (name, block[(at := match.start() + 1) : at + size], place + at - 1 - len(name))
                for name, match in zip(names, gap.finditer(block), strict=True)
                if wanted is None or name in wanted
            ]
        yield len(names), entries
        place += len(block) - len(rest)
        if len(rest) > size + MAX_WORD:
            raise wrong(f"{layout.path}: byte {place}", "a word", f"{rest[:20]!r}")
    if rest:
        raise wrong(
            f"{layout.path}: byte {place}",
            f"a word, a space and {size} bytes of numbers",
            f"the end of the file after {len(rest)} bytes",
        )


def parse_binary(layout: Layout, entries: list[Entry]) -> tuple[list[bytes], NDArray[np.float32]]:
    """Parse some vectors: give their words and (entries, dimension) float32."""
    numbers = np.frombuffer(b"".join(numbers for _, numbers, _ in entries), "<f4")
    vectors = numbers.astype(np.float32).reshape(-1, layout.dimension)
    finite = np.isfinite(vectors).all(axis=1)
    if not finite.all():
        place = f"{layout.path}: byte {entries[int(finite.argmin())][2]}"
        raise wrong(place, "finite numbers", "NaN or infinity")
    return [name for name, _, _ in entries], vectors
