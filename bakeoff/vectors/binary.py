"""Vectors in word2vec's binary format.

The file has a line `count dimension`, and then for each word its name, a space and its numbers as
little-endian float32; some programs write a newline after each vector. A name begins where the
vector before it ends, so a vector is looked at only if it is wanted, or if its word may hold a
space (alignment.py).
"""

from collections.abc import Iterator, Set

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError
from bakeoff.vectors.alignment import follow
from bakeoff.vectors.evidence import Evidence
from bakeoff.vectors.layout import MAX_WORD, Batch, Entry, Keys, Layout, warn_of_blanks, wrong
from bakeoff.vectors.records import PIECE, count_unusual, cut, is_sure
from bakeoff.vectors.stream import Stream


def read_binary(layout: Layout, blocks: Iterator[bytes], keys: Keys) -> Iterator[Batch]:
    """Yield the wanted entries of each block; `blocks` begin with the first vector."""
    reader = BinaryReader(Stream(layout, blocks, layout.start))
    is_more = reader.find_end()
    while is_more:
        yield from reader.read_block(keys())
        is_more = reader.stream.extend()
    reader.finish()


class BinaryReader:
    """Reads the records of a stream.

    Attributes:
        stream: its block begins with the next record.
        count: records that were read.
        blanks: how many of their names are only spaces.
        evidence: whether the records were read right.
    """

    def __init__(self, stream: Stream) -> None:
        """Begin at the first record."""
        self.stream = stream
        self.count = self.blanks = 0
        self.evidence = Evidence()

    def find_end(self) -> bool:
        """Find out from the first record what follows a vector; tell whether there is a record."""
        stream, ends = self.stream, list[bytes]()
        is_any = stream.reach(1)
        for split in stream.find_spaces(0):
            behind = split + 1 + stream.size
            stream.reach(behind + 1)
            ends.append(b"\n" if stream.block[behind : behind + 1] == b"\n" else b"")
            if is_sure(stream.block[split + 1 : behind]):
                break
        possible = [end for end in dict.fromkeys(ends) if len({*ends}) == 1 or self._fits(end)]
        if len(possible) > 1:
            raise stream.unclear(0)
        stream.end = (possible or [b""])[0]
        return is_any

    def _fits(self, end: bytes) -> bool:
        """Tell whether the first records can be read with `end` after each vector."""
        self.stream.end = end
        try:
            follow(self.stream, self.stream.layout.count or 0)
        except BakeoffError:
            return False
        return True

    def read_block(self, wanted: Set[bytes] | None) -> Iterator[Batch]:
        """Yield the wanted entries of the block; keep an incomplete last record."""
        stream = self.stream
        while True:
            names, wordlike, rest = cut(stream.block, stream.size, stream.end)
            if not names:
                break
            sure = self._count_sure(names, wordlike)
            yield sure, self._find_entries(names[:sure], wanted)
            if sure == len(names):
                self._drop(len(stream.block) - len(rest), sure, rest)
                if sure < PIECE:
                    break
            else:
                behind = 1 + stream.size + len(stream.end)
                self._drop(sum(map(len, names[:sure])) + sure * behind, sure)
                yield self._follow(wanted)
        if len(stream.block) > stream.size + MAX_WORD:
            raise stream.wrong(0, f"{stream.block[:20]!r}")

    def finish(self) -> None:
        """Check that the whole file was read, and warn of names that are only spaces.

        Raises:
            BakeoffError: bytes remain, or the file can be read in another way.
        """
        if not self.stream.is_over(0):
            got = f"the end of the file after {len(self.stream.block)} bytes"
            raise self.stream.wrong(0, got)
        layout = self.stream.layout
        if self.stream.is_cut and self.count != layout.count:  # the dropped reading may be right
            expected = f"{layout.count} vectors, as its header says"
            raise wrong(layout.path, expected, f"{self.count}, or more of words without spaces")
        self.evidence.check()
        warn_of_blanks(layout, self.blanks)

    def _count_sure(self, names: list[bytes], wordlike: list[bytes | None]) -> int:
        """Count the names before the first that may hold a space."""
        if any(wordlike):
            for number, vector in [(n, vector) for n, vector in enumerate(wordlike) if vector]:
                if not is_sure(vector):
                    return number
                self.evidence.count(len(vector) // 4)
        # No line end follows the vector after the first space of such a name.
        if self.stream.end and b" " in b"".join(names):
            return next(number for number, name in enumerate(names) if b" " in name)
        return len(names)

    def _find_entries(self, names: list[bytes], wanted: Set[bytes] | None) -> list[Entry]:
        """Find the wanted entries among the first records of the block."""
        if not all(names):
            self.blanks += names.count(b"")
        if self.evidence.doubt:  # then the sizes of all numbers count
            numbers = b"".join(numbers for _, numbers, _ in self._list_entries(names, None))
            self.evidence.count(len(numbers) // 4, count_unusual(numbers))
        if wanted is not None and wanted.isdisjoint(names):
            return []
        return self._list_entries(names, wanted)

    def _list_entries(self, names: list[bytes], wanted: Set[bytes] | None) -> list[Entry]:
        block, place, size = self.stream.block, self.stream.place, self.stream.size
        entries, at, last, behind = list[Entry](), 0, 0, 1 + size + len(self.stream.end)
        for number in [n for n, name in enumerate(names) if wanted is None or name in wanted]:
            at += sum(map(len, names[last:number])) + (number - last) * behind
            start, last = at + len(names[number]) + 1, number
            entries.append((names[number], block[start : start + size], place + at))
        return entries

    def _follow(self, wanted: Set[bytes] | None) -> Batch:
        """Read records from one whose name may hold a space on, until the reading is clear."""
        stream, entries = self.stream, list[Entry]()
        records, end, way = follow(stream, (stream.layout.count or 0) - self.count)
        if way.other is not None:
            vectors = [stream.block[split + 1 :][: stream.size] for _, split, _ in records]
            share = max(map(count_unusual, vectors)) / stream.layout.dimension
            self.evidence.choose(way.other - way.unusual, share, stream.unclear(0))
        self.evidence.count(len(records) * stream.layout.dimension, way.unusual)
        for start, split, _ in records:
            name, numbers = stream.block[start:split], stream.block[split + 1 :][: stream.size]
            self.blanks += not name.strip(b" ")
            if (name.strip(b" ") or not name) and (
                wanted is None or name.partition(b" ")[0] in wanted
            ):
                entries.append((name, numbers, stream.place + start))
        self._drop(end, len(records))
        return len(records), entries

    def _drop(self, size: int, count: int, rest: bytes | None = None) -> None:
        """Drop records from the start of the block."""
        self.stream.block = self.stream.block[size:] if rest is None else rest
        self.stream.place += size
        self.count += count


def parse_binary(layout: Layout, entries: list[Entry]) -> tuple[list[bytes], NDArray[np.float32]]:
    """Parse some vectors.

    Returns:
        Their words; and the vectors, (entries, dimension) float32.

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
