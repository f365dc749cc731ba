"""Weigh whether a file in word2vec's binary format was read right where words may hold spaces.

A wrong reading cuts numbers at wrong bytes, so many of them are of unusual size. The rarer such
numbers are in the whole file, the fewer of them suffice to tell a wrong reading. Of vectors whose
own numbers are mostly of unusual size, sizes tell nothing.
"""

from dataclasses import dataclass
from math import log2

from bakeoff.core.errors import BakeoffError
from bakeoff.vectors.records import ENOUGH

MANY = 100_000  # numbers looked at; if none of them is unusual, a gap of one is evidence enough
BITS = 48  # of evidence; each number of a gap gives log2(looked / unusual) of them
MOSTLY = 1 / 8  # of a vector; of more unusual numbers, ENOUGH give fewer than BITS


@dataclass
class Evidence:
    """The numbers of a file that were looked at, and the least certain choice between readings.

    Attributes:
        looked: numbers whose size was checked.
        unusual: how many of them are of unusual size.
        gap: of the least certain choice, how many more of them the next best reading has.
        doubt: the error to raise if that is not enough; None while every choice is certain.
    """

    looked: int = 0
    unusual: int = 0
    gap: int = ENOUGH
    doubt: BakeoffError | None = None

    def count(self, looked: int, unusual: int = 0) -> None:
        """Add numbers that were looked at."""
        self.looked += looked
        self.unusual += unusual

    def choose(self, gap: int, share: float, doubt: BakeoffError) -> None:
        """Add a choice between readings.

        Args:
            gap: how many more unusual numbers the next best reading has.
            share: the largest share of them in a chosen vector. It is not that of the whole file,
                in which a few words may have vectors of quite another size.
            doubt: the error to raise if the choice is in doubt.
        """
        if share > MOSTLY:
            gap = 0
        if gap < self.gap:
            self.gap, self.doubt = gap, doubt

    def check(self) -> None:
        """Raise the error of the least certain choice, unless its gap is enough."""
        if self.doubt and not self._is_enough():
            raise self.doubt

    def _is_enough(self) -> bool:
        if self.looked >= MANY and not self.unusual:
            return self.gap > 0
        return self.gap * log2(max(self.looked / (self.unusual + 1), 1)) >= BITS
