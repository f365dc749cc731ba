"""Logistic regression; each round picks the penalty and the class weights on validation texts."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from bakeoff.core.task import Head

Strength = Annotated[float, Field(strict=True, gt=0, le=1e6)]


class Settings(Head):
    """The choices of the head."""

    reads: ClassVar = frozenset({"counts", "features"})
    fit: ClassVar = "lbfgs"
    C: Annotated[list[Strength], Field(min_length=1)]  # inverse of the strength of the penalty
    # balanced: all classes weigh the same, whatever their share
    class_weight: Annotated[list[Literal["none", "balanced"]], Field(min_length=1)]

    def choices(self) -> Iterator[dict[str, object]]:
        """List the settings to choose from; the first is taken where nothing can be chosen."""
        for weight in self.class_weight:
            for strength in self.C:
                yield {"C": strength, "class_weight": weight}

    def build(self, choice: dict[str, Any], max_iter: int) -> Any:
        """Build an unfitted classifier; `max_iter` bounds the steps of L-BFGS."""
        from sklearn.linear_model import LogisticRegression

        weight = None if choice["class_weight"] == "none" else choice["class_weight"]
        return LogisticRegression(C=choice["C"], class_weight=weight, max_iter=max_iter)
