"""Cheap random choices from one seeded stream."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")
_BLOCK = 1 << 14


class Draws:
    """Draws choices from numpy's generator, a block of uniform numbers at a time.

    A call of a numpy generator costs about twenty times as much as the next item of a list, and a
    run draws millions.
    """

    def __init__(self, seed: int, stream: int) -> None:
        """Start the stream of a seed and a stream number."""
        self._generator = np.random.default_rng(np.random.SeedSequence([seed, stream]))
        self._block: list[float] = []

    def unit(self) -> float:
        """Return a uniform number in [0, 1)."""
        if not self._block:
            self._block = self._generator.random(_BLOCK).tolist()
        return self._block.pop()

    def chance(self, probability: float) -> bool:
        """Return True with this probability."""
        return self.unit() < probability

    def below(self, n: int) -> int:
        """Return an integer in [0, n)."""
        return int(self.unit() * n)

    def pick(self, items: Sequence[T]) -> T:
        """Return one of the items, all equally likely."""
        return items[int(self.unit() * len(items))]

    def pick_zipf(self, items: Sequence[T]) -> T:
        """Return one of the items, the k-th about 1/k times as likely as the first."""
        return items[int((len(items) + 1) ** self.unit()) - 1]

    def normal(self) -> float:
        """Return a roughly normal number: the sum of twelve uniform ones, minus six."""
        return sum(self.unit() for _ in range(12)) - 6.0

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Return the items in a random order."""
        mixed = list(items)
        for i in range(len(mixed) - 1, 0, -1):
            j = self.below(i + 1)
            mixed[i], mixed[j] = mixed[j], mixed[i]
        return mixed
