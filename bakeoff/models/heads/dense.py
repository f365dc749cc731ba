"""For encoders: their mixed layers, joined with pooled words if there are any; two Dense layers."""

from typing import Any, ClassVar

from bakeoff.core.settings import Count, Fraction
from bakeoff.core.task import Head


class Settings(Head):
    """The sizes of the head."""

    reads: ClassVar = frozenset({"features"})
    pools: ClassVar = True
    hidden: Count
    dropout: Fraction

    def apply(self, features: list[Any], words: Any, classes: int) -> Any:
        """Turn features (batch, n), and vectors of words, into probabilities."""
        from bakeoff.models.fit.train.layers import MaskedPooling, decide

        if words is not None:
            features = [*features, MaskedPooling(["mean", "max", "min"])(*words)]
        return decide(features, classes, hidden=self.hidden, dropout=self.dropout)
