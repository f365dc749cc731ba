"""What the answer is made from, beside predictions and costs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bakeoff.evaluation.scoring.scores import Labels
from bakeoff.evaluation.weighted import Floats


@dataclass(frozen=True)
class Texts:
    """The n texts that were tested."""

    labels: Labels  # (n,) numbers of classes
    classes: list[str]
    groups: NDArray[np.int64]  # (n,), drawn as a whole

    def __len__(self) -> int:
        """Count the texts."""
        return len(self.labels)


@dataclass(frozen=True)
class Question:
    """What to answer, from the section `evaluate` of params.yaml."""

    metric: str
    baseline: str
    margin: float  # differences up to it do not matter
    draws: int
    seed: int
    precision: float = 1.0  # that recall_at_precision requires
    controls: Mapping[str, str] = field(default_factory=dict)  # control to the model it is of
    learned: tuple[str, ...] = ()  # models whose vectors are learned from the texts


@dataclass(frozen=True)
class Training:
    """Variances from other training rows and seeds, models in the order of the predictions.

    What is missing counts as 0.

    Attributes:
        pairs: (models, models), of differences of the verdict's score.
        scores: by score, (models,).
    """

    pairs: Floats | None = None
    scores: Mapping[str, Floats] = field(default_factory=dict)

    def variance(self, score: str, model: int) -> float:
        """Give the variance of one score of one model."""
        return float(self.scores[score][model]) if score in self.scores else 0.0
