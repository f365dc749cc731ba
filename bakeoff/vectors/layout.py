"""What the readers of all formats share: how a file is laid out, and what is read of it."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from bakeoff.errors import BakeoffError
from bakeoff.vectors.containers import AGAIN

MAX_WORD = 1 << 16  # bytes; what is longer is no word
MAX_DIMENSION = 1 << 16


@dataclass(frozen=True)
class Layout:
    """How the vectors of a file are laid out.

    Attributes:
        path: the file, for messages.
        kind: of the format.
        dimension: numbers a vector.
        start: bytes of content before the first vector.
        count: vectors that a header promises; None without one.
    """

    path: Path
    kind: Literal["text", "word2vec binary", "fastText .bin"]
    dimension: int
    start: int = 0
    count: int | None = None


Entry: TypeAlias = tuple[bytes, bytes, int]  # a word, its numbers, its line or byte

# Asked at each block which words are wanted, each up to the first space that it holds; None is all.
Keys: TypeAlias = Callable[[], Set[bytes] | None]

Batch: TypeAlias = tuple[int, list[Entry]]  # how many vectors a block holds, and those wanted


def wrong(place: object, expected: str, got: str) -> BakeoffError:
    """Make the error of a place that does not hold what its format says."""
    return BakeoffError(f"{place}: expected {expected}, got {got}; {AGAIN}")
