"""Logistic regression on counts of n-grams."""

from typing import Annotated, Any, ClassVar

from pydantic import Field, StrictBool

from bakeoff.core.task import Head


class Settings(Head):
    """The sizes of the head."""

    reads: ClassVar = frozenset({"counts"})
    C: Annotated[float, Field(strict=True, gt=0)]  # inverse of the strength of the penalty
    balanced: StrictBool  # whether all classes weigh the same

    def build(self, max_iter: int) -> Any:
        """Build the unfitted classifier; `max_iter` bounds the steps of L-BFGS."""
        from sklearn.linear_model import LogisticRegression

        weight = "balanced" if self.balanced else None
        return LogisticRegression(C=self.C, class_weight=weight, max_iter=max_iter)
