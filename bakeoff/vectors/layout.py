"""What the readers of all formats share: how a file is laid out, and what they yield."""

import logging
from collections.abc import Callable, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

from bakeoff.core.errors import BakeoffError

MAX_WORD = 1 << 16  # bytes; anything longer is no word
MAX_DIMENSION = 1 << 16


@dataclass(frozen=True)
class Layout:
    """How the vectors of a file are laid out."""

    path: Path  # for errors
    kind: Literal["text", "word2vec binary", "fastText .bin"]
    dimension: int
    start: int = 0  # bytes of content before the first vector
    count: int | None = None  # vectors that the header declares; None without a header
    tabs: bool = False  # whether tabs, not spaces, separate the numbers of text


Entry: TypeAlias = tuple[bytes, bytes, int]  # a word, its numbers, its line or byte

# Called for each block: gives the wanted words, each up to its first space; None means all.
Keys: TypeAlias = Callable[[], Set[bytes] | None]

Batch: TypeAlias = tuple[int, list[Entry]]  # how many vectors a block holds, and the wanted ones


def wrong(place: object, expected: str, got: str) -> BakeoffError:
    """Make the error for a place that does not hold what the format requires."""
    return BakeoffError(
        f"{place}: expected {expected}, got {got}; correct it, or name another file"
    )


@cache
def warn_of_blanks(layout: Layout, count: int) -> None:
    """Warn, once, of words that are only spaces, which some tokenizers make."""
    if count:
        logging.warning("%s: %d words of nothing but spaces are passed over", layout.path, count)
