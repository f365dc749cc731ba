"""Open a published file of word vectors, whatever its format, and read it in one pass.

The format is known from the content of a file (formats.py), not from its name. The file may be
plain, packed or in a zip (containers.py). Inflating it and parsing the wanted words take most of
the time; the numbers of other words are skipped.
"""

import logging
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError
from bakeoff.vectors import fasttext
from bakeoff.vectors.binary import parse_binary, read_binary
from bakeoff.vectors.containers import MAX_BYTES, read_blocks
from bakeoff.vectors.fasttext_header import KIND
from bakeoff.vectors.formats import find_layout
from bakeoff.vectors.layout import MAX_DIMENSION, Batch, Entry, Keys, Layout, wrong
from bakeoff.vectors.text import parse_text, read_text
from bakeoff.vectors.wanted import Vectors, Wanted

HEAD = 1 << 17  # bytes of content that decide the format
NUMBERS = 1 << 15  # at least, that are parsed together


@dataclass(frozen=True)
class VectorFile:
    """A file of word vectors whose format is known; `blocks` reads its content from the front."""

    layout: Layout
    blocks: Callable[[], Iterator[bytes]]

    @property
    def dimension(self) -> int:
        """Numbers per vector."""
        return self.layout.dimension

    def batches(self, keys: Keys = lambda: None) -> Iterator[Batch]:
        """Yield wanted entries, not parsed; warn if the header's count of vectors is wrong."""
        layout, total = self.layout, 0
        if layout.kind == KIND:
            raise BakeoffError(
                f"{layout.path}: expected a file of vectors, got a {KIND}, a model that "
                "vectors are computed from; use the .vec file of the same model"
            )
        blocks = _skip(self.blocks(), layout.start)
        if layout.tabs:
            blocks = (block.replace(b"\t", b" ") for block in blocks)
        read = read_text if layout.kind == "text" else read_binary
        for count, entries in read(layout, blocks, keys):
            total += count
            yield count, entries
        if not total:
            raise wrong(layout.path, f"{layout.count or 'some'} vectors", "0")
        if layout.count not in (None, total):
            logging.warning(
                "%s: its header declares %d vectors, but it holds %d; all of them are read",
                *(layout.path, layout.count, total),
            )

    def vectors(
        self, keys: Keys = lambda: None, accept: Callable[[bytes], bool] | None = None
    ) -> Iterator[tuple[list[bytes], NDArray[np.float32]]]:
        """Yield words and their vectors, (words, dimension), in the order of the file.

        Args:
            keys: gives the wanted words; all by default. It is called for some blocks before the
                first vectors come, because many are parsed together.
            accept: which of the wanted words are parsed; all by default.
        """
        parse = parse_text if self.layout.kind == "text" else parse_binary
        for entries in self._gather(keys, accept):
            yield parse(self.layout, entries)

    def _gather(self, keys: Keys, accept: Callable[[bytes], bool] | None) -> Iterator[list[Entry]]:
        """Yield wanted entries, enough of them at a time to be parsed together."""
        gathered: list[Entry] = []
        try:
            for _, entries in self.batches(keys):
                if accept:
                    entries = [entry for entry in entries if accept(entry[0])]
                gathered += entries
                if len(gathered) * self.dimension >= NUMBERS:
                    yield gathered
                    gathered = []
        except BakeoffError:
            if gathered:
                yield gathered  # an error in them comes first
            raise
        if gathered:
            yield gathered

    def read(self, wanted: Wanted) -> Vectors:
        """Read the wanted vectors in one pass, in the order of the file; fill `wanted`."""
        if self.layout.kind == KIND:
            fasttext.read_wanted(self.layout, self.blocks(), wanted)
            return wanted.found
        if wanted.subwords:
            raise BakeoffError(
                f"{self.layout.path}: expected a model that knows subwords, fastText's .bin, got "
                f"{self.layout.kind}; remove `subwords` from the fallbacks"
            )

        def keys() -> Set[bytes] | None:
            return None if wanted.extra else wanted.probes

        for names, vectors in self.vectors(keys, wanted.may_hold if wanted.extra else None):
            wanted.take(names, vectors)
        return wanted.found


def open_vectors(
    path: Path,
    dimension: int | None = None,
    *,
    member: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> VectorFile:
    """Find the format of a file by its first bytes, and check its dimension.

    Args:
        path: the published file.
        dimension: numbers per vector; None to take the file's. In a zip of several members it also
            chooses the member (glove.6B.100d.txt).
        member: the name of a member of a zip.
        max_bytes: the most bytes of content; more is refused.
    """

    def blocks(*, bar: bool = True) -> Iterator[bytes]:
        return read_blocks(path, member=member, dimension=dimension, max_bytes=max_bytes, bar=bar)

    head = b""
    for block in blocks(bar=False):
        head += block
        if len(head) >= HEAD:
            break
    layout = find_layout(path, head, dimension, is_whole=len(head) < HEAD)
    if dimension not in (None, layout.dimension):
        raise BakeoffError(
            f"{path}: expected vectors of dimension {dimension}, got {layout.dimension}; "
            f"set the `dimension` of this source to {layout.dimension}"
        )
    if not 0 < layout.dimension <= MAX_DIMENSION:
        raise wrong(path, f"a dimension of 1 to {MAX_DIMENSION}", f"{layout.dimension}")
    return VectorFile(layout, blocks)


def _skip(blocks: Iterator[bytes], count: int) -> Iterator[bytes]:
    """Skip the first bytes."""
    for block in blocks:
        if count < len(block):
            yield block[count:]
        count = max(count - len(block), 0)
