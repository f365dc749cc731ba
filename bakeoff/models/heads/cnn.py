"""Convolutions of several widths, the maximum over time, then Dense."""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from bakeoff.core.settings import Count, Fraction
from bakeoff.core.task import Head


class Settings(Head):
    """The sizes of the head."""

    reads: ClassVar = frozenset({"words"})
    widths: Annotated[list[Count], Field(min_length=1)]
    filters: Count
    dropout: Fraction

    def apply(self, features: list[Any], words: Any, classes: int) -> Any:
        """Turn vectors of words into probabilities (batch, 1 or classes)."""
        import keras

        from bakeoff.models.fit.train.layers import MaskedPooling, decide

        vectors, ids = words
        maxima = []
        for width in self.widths:
            windows = keras.layers.Conv1D(self.filters, width, activation="relu", padding="same")
            maxima.append(MaskedPooling(["max"])(windows(vectors), ids))
        return decide([keras.layers.Concatenate()(maxima)], classes, dropout=self.dropout)
