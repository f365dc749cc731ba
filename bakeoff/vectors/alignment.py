"""Find where records end in word2vec's binary format, in which words may hold spaces.

A record is a word, a space and a vector; nothing says how long the word is. Whoever takes the
first space of `new york` for its end reads a wrong vector, and a wrong word behind it. That is
possible only where a vector seems to begin with text and a space. There, every way to read on is
followed until one is left, to the end of the file if need be. Of two ways that meet again, the
wrong one cuts numbers at wrong bytes, which gives most of them an unusual size.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np

from bakeoff.core.errors import BakeoffError
from bakeoff.vectors.layout import MAX_WORD, Layout, wrong

ENOUGH = 16  # numbers of unusual size by which a way must be worse than another
ZEROS = bytes(4)  # the number zero: no word holds these bytes, but rows of padding do
LONGEST = 4  # bytes of a character
PIECE = 200  # records that are cut at a time
MOST = 300  # ways that are followed at a time
STEPS = 10_000  # records that are tried until one way is left
MAGNITUDE = 0x7FFFFFFF  # the bits of a float32 without its sign
LOW, HIGH = (int(np.float32(2.0**power).view(np.uint32)) for power in (-40, 40))
USUAL = bytes(byte for byte in range(256) if LOW >> 24 < byte & 0x7F < HIGH >> 24)  # last bytes
LONG = rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
TEXT = re.compile(rb"(?:[\0-\x7f]++|%s)*+" % LONG)  # any UTF-8, and a little more
# How a vector begins if its word holds a space; a few others do. Most are told by their first byte.
ASCII, MORE, NOT = rb"[\0-\x1f!-\x7f]*+", rb"[\0-\x1f!-\xbf\xc2-\xf4]*+", rb"[\x80-\xc1]"
WORDLIKE = rb"(?=%s[ \xc2-\xf4])(?=%s(?: |[\xc2-\xf4][\x80-\xbf]%s ))" % (ASCII, ASCII, MORE)


class Record(NamedTuple):
    """A record, the places of its word and of the space behind it in a block, and those before."""

    start: int
    split: int
    before: "Record | None"


class Way(NamedTuple):
    """The best way to read up to some byte.

    Attributes:
        unusual: its numbers of unusual size; a word that is no text counts as ENOUGH of them.
        other: those of the second best way; None without one.
        last: its last record.
    """

    unusual: int
    other: int | None = None
    last: Record | None = None


@dataclass
class Stream:
    """The content of a file from some byte on, as far as it has been read."""

    layout: Layout
    blocks: Iterator[bytes]
    place: int  # of the block in the content
    block: bytes = b""
    end: bytes = b""  # what stands behind each vector: nothing, or a line end
    is_cut: bool = False  # whether a way was left because the file ends within its next record

    @property
    def size(self) -> int:
        """Bytes of a vector."""
        return 4 * self.layout.dimension

    def extend(self) -> bool:
        """Append a block; tell whether there was one."""
        more = next(self.blocks, b"")
        self.block += more
        return bool(more)

    def reach(self, size: int) -> bool:
        """Append blocks until there are so many bytes; tell whether there are."""
        while len(self.block) < size and self.extend():
            pass
        return len(self.block) >= size

    def find_spaces(self, start: int) -> list[int]:
        """Find the spaces in the text that begins at a byte, at least the first of all."""
        while True:
            text = TEXT.match(self.block, start, start + MAX_WORD)
            stop = text.end() if text else start
            if min(len(self.block), start + MAX_WORD) - stop > 3 or not self.extend():
                break
        zeros = self.block.find(ZEROS, start, stop)
        stop = stop if zeros < 0 else zeros
        spaces = [at for at in range(start, stop) if self.block[at] == ord(" ")]
        first = -1 if spaces else self.block.find(b" ", start)
        while not spaces and first < 0 and len(self.block) <= start + MAX_WORD and self.extend():
            first = self.block.find(b" ", start)
        return [first] if first >= 0 else spaces

    def is_over(self, at: int) -> bool:
        """Tell whether nothing follows but line ends, which some editors leave."""
        while self.block[at : at + 1] in (b"\n", b"") and not self.block[at:].strip(b"\n"):
            if not self.extend():
                return True
        return False

    def wrong(self, at: int, got: str) -> BakeoffError:
        """Make the error for a byte of the block at which no record can begin."""
        line_end = " and a line end" if self.end else ""
        expected = f"a word, a space and {self.size} bytes of numbers{line_end}"
        return wrong(f"{self.layout.path}: byte {self.place + at}", expected, got)

    def unclear(self, at: int) -> BakeoffError:
        """Make the error for a byte of the block from which there are several ways to read on."""
        return BakeoffError(
            f"{self.layout.path}: byte {self.place + at}: expected a word and its vector, got "
            "bytes that can be read in several ways, because words may hold spaces; save the "
            "vectors as text, with gensim by vectors.save_word2vec_format('vectors.txt')"
        )


def cut(block: bytes, size: int, end: bytes) -> tuple[list[bytes], list[bytes | None], bytes]:
    """Cut the first PIECE records from a block, as if no word held a space.

    Returns:
        The words; for each, its vector if that may begin elsewhere; and what is left.
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
    """Compile what stands between two words; a group if the vector may begin elsewhere."""
    pattern = rb" (?:%s.{%d}|%s(.{%d})|.{%d})%s" % (NOT, size - 1, WORDLIKE, size, size, end)
    return re.compile(pattern, re.DOTALL)


def is_text(block: bytes, start: int = 0) -> bool:
    """Tell whether text begins at a byte that may go on behind the end of the block."""
    text = TEXT.match(block, start)
    return text is not None and len(block) - text.end() < LONGEST


def is_sure(vector: bytes) -> bool:
    """Tell that a vector begins where it seems to, though it begins like text.

    All its numbers are of usual size, and many would not be if it began behind one of its spaces.
    """
    text = TEXT.match(vector.partition(ZEROS)[0])
    spaces = [at for at in range(text.end() if text else 0) if vector[at] == ord(" ")]
    if not spaces or is_text(vector, 0):
        return not is_text(vector, 0)
    return not vector[3::4].translate(None, USUAL) and all(
        len(vector[at + 4 :: 4].translate(None, USUAL)) >= ENOUGH for at in spaces
    )


def count_unusual(numbers: bytes) -> int:
    """Count the numbers that are neither zero nor from 2^-40 to 2^40 in size."""
    bits = np.frombuffer(numbers, "<u4") & MAGNITUDE
    return int(np.count_nonzero((bits != 0) & ((bits < LOW) | (bits >= HIGH))))


def follow(stream: Stream, left: int) -> tuple[list[Record], int, Way]:
    """Follow all ways to read records from the start of a block until one is left.

    Args:
        stream: blocks are appended to its block as far as necessary.
        left: records that the header promises from here on, which decide at the end of the file.

    Returns:
        The records; the byte of the block that follows; and the way.

    Raises:
        BakeoffError: there is no way, or too many.
    """
    ways, over, queue = {(0, 0): Way(0)}, dict[tuple[int, int], Way](), [(0, 0)]
    steps, place, least = 0, -1, 0
    while queue and (over or len(ways) != 1 or (0, 0) in ways):
        at, count = key = heappop(queue)
        if at != place:
            place, least = at, min(ways[key].unusual for key in ways if key[0] == at)
        way = ways.pop(key)
        if way.unusual >= least + ENOUGH:  # another of its place is better
            continue
        if stream.is_over(at):
            over[key] = way
            continue
        for split, unusual in _list_records(stream, at):
            reached = split + 1 + stream.size + len(stream.end), count + 1
            if reached not in ways:
                heappush(queue, reached)
            ways[reached] = _better(way, unusual, Record(at, split, way.last), ways.get(reached))
        steps += 1
        if len(queue) > MOST or steps > STEPS:
            raise stream.unclear(0)
    if not ways and not over:
        raise stream.wrong(0, f"{stream.block[:20]!r}")
    ways = ways or {key: way for key, way in over.items() if key[1] == left}
    if len(ways) != 1:  # a number of records that does not fit may be wrong
        raise stream.unclear(0)
    (((end, _), way),) = ways.items()
    records, last = list[Record](), way.last
    while last:
        records.append(last)
        last = last.before
    return records[::-1], end, way


def _list_records(stream: Stream, start: int) -> Iterator[tuple[int, int]]:
    """List where the word of a record may end, and how unusual that would be."""
    size, end = stream.size, stream.end
    for number, split in enumerate(stream.find_spaces(start)):
        behind = split + 1 + size
        if not stream.reach(behind + len(end)):
            stream.is_cut = True
            return
        word, block = stream.block[start:split], stream.block
        if end and (word.startswith(end) or block[behind : behind + len(end)] != end):
            continue
        unusual = count_unusual(block[split + 1 : behind])
        try:
            word.decode()
        except UnicodeDecodeError:
            if number or unusual:  # some programs cut words within a character
                continue
            unusual = ENOUGH
        yield split, unusual


def _better(way: Way, unusual: int, record: Record, known: Way | None) -> Way:
    """Go on with a way by a record, unless a better way is known to where it ends."""
    found = Way(way.unusual + unusual, None if way.other is None else way.other + unusual, record)
    if known is None:
        return found
    best, second = sorted((known, found), key=lambda way: way.unusual)
    other = second.unusual if best.other is None else min(second.unusual, best.other)
    return best._replace(other=other)
