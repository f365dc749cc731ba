"""Find where records end in word2vec's binary format, in which words may hold spaces.

A record is a word, a space and a vector; nothing says how long the word is. A reader that takes
the first space of `new york` for its end gets a wrong vector, and then a wrong word. This can
happen only where a vector seems to begin with text and a space. From there every way to read the
file is followed until one is left, to the end of the file if necessary. If two ways meet again, the
wrong one has cut numbers at wrong bytes, which gives most of them an unusual size.
"""

from collections.abc import Iterator
from heapq import heappop, heappush
from typing import NamedTuple

from bakeoff.vectors.records import ENOUGH, count_unusual
from bakeoff.vectors.stream import Stream

MOST = 300  # ways that are followed at a time
STEPS = 10_000  # records that are tried until one way is left


class Record(NamedTuple):
    """A record of a block: where its word begins and ends, and the record before it."""

    start: int
    split: int
    before: "Record | None"


class Way(NamedTuple):
    """The best way to read up to some byte.

    Attributes:
        unusual: how many numbers on it have an unusual size; a word that is not UTF-8 counts as
            ENOUGH of them.
        other: how many the second best way has, or at least; None if sizes decided nothing.
        last: its last record.
    """

    unusual: int
    other: int | None = None
    last: Record | None = None


def follow(stream: Stream, left: int) -> tuple[list[Record], int, Way]:
    """Follow all ways to read records from the start of a block until one is left.

    Args:
        stream: blocks are appended to its block as far as necessary.
        left: records that remain by the header's count; decides between ways that reach the end of
            the file.

    Returns:
        The records; where in the block they end; and the way.

    Raises:
        BakeoffError: there is no way, or too many.
    """
    ways, over, queue = {(0, 0): Way(0)}, dict[tuple[int, int], Way](), [(0, 0)]
    steps, place, least, is_any_worse = 0, -1, 0, False
    while queue and (over or len(ways) != 1 or (0, 0) in ways):
        at, count = key = heappop(queue)
        if at != place:
            place, least = at, min(ways[key].unusual for key in ways if key[0] == at)
        way = ways.pop(key)
        if way.unusual >= least + ENOUGH:  # a better way ends at the same byte
            is_any_worse = True
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
    if len(ways) != 1:  # by another count than the header's, no way is sure
        raise stream.unclear(0)
    (((end, _), way),) = ways.items()
    if is_any_worse and way.other is None:
        way = way._replace(other=way.unusual + ENOUGH)
    return _trace(way), end, way


def _trace(way: Way) -> list[Record]:
    """List the records of a way, the first one first."""
    records, last = list[Record](), way.last
    while last:
        records.append(last)
        last = last.before
    return records[::-1]


def _list_records(stream: Stream, start: int) -> Iterator[tuple[int, int]]:
    """Yield where the word of a record may end, and how many unusual numbers then follow."""
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
    """Extend a way by a record; if a way to the same end is known, keep the better of the two."""
    found = Way(way.unusual + unusual, None if way.other is None else way.other + unusual, record)
    if known is None:
        return found
    best, second = sorted((known, found), key=lambda way: way.unusual)
    other = second.unusual if best.other is None else min(second.unusual, best.other)
    return best._replace(other=other)
