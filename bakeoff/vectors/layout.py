"""What the readers of all formats share: where vectors stand in a file, and a batch of them."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

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


class Batch(Protocol):
    """Some consecutive vectors of a file, not parsed yet."""

    def __len__(self) -> int:
        """Count them."""

    @property
    def keys(self) -> list[bytes]:
        """Their words, each up to the first space that it holds."""

    def find(self, keys: Set[bytes]) -> list[int]:
        """List the rows whose key is one of these."""

    def pick(self, rows: Sequence[int]) -> list[Entry]:
        """Give the keys of some rows, and the rest of each, its numbers, as in the file."""

    def words(self, rows: Sequence[int]) -> list[bytes]:
        """Give the whole words of some rows."""


def wrong(place: object, expected: str, got: str) -> BakeoffError:
    """Make the error of a place that does not hold what its format says."""
    return BakeoffError(f"{place}: expected {expected}, got {got}; {AGAIN}")
