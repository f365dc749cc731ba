"""Mean, maximum and minimum over real tokens, then two Dense layers."""

from typing import Any, ClassVar

from bakeoff.core.settings import Count, Fraction
from bakeoff.core.task import Head


class Settings(Head):
    """The sizes of the head."""

    reads: ClassVar = frozenset({"words"})
    pools: ClassVar = True
    hidden: Count
    dropout: Fraction

    def apply(self, features: list[Any], words: Any, classes: int) -> Any:
        """Turn vectors of words into probabilities (batch, 1 or classes)."""
        from bakeoff.models.fit.train.layers import MaskedPooling, decide

        pooled = MaskedPooling(["mean", "max", "min"])(*words)
        return decide([pooled], classes, hidden=self.hidden, dropout=self.dropout)
