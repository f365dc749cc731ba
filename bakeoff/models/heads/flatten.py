"""Flatten, then Dense: a weight for each position."""

from typing import Any, ClassVar

from bakeoff.core.settings import Fraction
from bakeoff.core.task import Head


class Settings(Head):
    """The sizes of the head."""

    reads: ClassVar = frozenset({"words"})
    fixed_length: ClassVar = True
    dropout: Fraction

    def apply(self, features: list[Any], words: Any, classes: int) -> Any:
        """Turn vectors of words into probabilities (batch, 1 or classes)."""
        import keras

        from bakeoff.models.fit.train.layers import decide

        vectors, _ = words
        return decide([keras.layers.Flatten()(vectors)], classes, dropout=self.dropout)
