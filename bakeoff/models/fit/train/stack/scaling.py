"""Standardise constant inputs by the training rows of a run."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bakeoff.models.fit.train.stack.inputs import Inputs

BLOCK = 512  # rows at a time
CONSTANT = 1e-6  # a spread below this share of the mean is rounding


@dataclass(frozen=True)
class Scaling:
    """Per feature, what is subtracted and what the rest is multiplied by.

    Attributes:
        mean: (features,) float32; of a stack of runs (runs, 1, features).
        factor: of the same shape; 1 over the standard deviation.
    """

    mean: NDArray[np.float32]
    factor: NDArray[np.float32]

    def apply(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Standardise rows (..., features) in their place."""
        rows -= self.mean
        rows *= self.factor
        return rows


def stack_scalings(scalings: list[Scaling]) -> Scaling:
    """Give those of several runs a leading axis."""
    return Scaling(
        np.stack([scaling.mean for scaling in scalings])[:, None],
        np.stack([scaling.factor for scaling in scalings])[:, None],
    )


def fit_scaling(inputs: Inputs, rows: NDArray[np.int64]) -> Scaling:
    """Measure mean and standard deviation over some rows; a constant feature has a deviation of 1.

    Args:
        inputs: of which only these rows are read.
        rows: numbers of the training rows; what is repeated counts once.
    """
    rows = np.unique(rows)
    blocks = np.array_split(rows, -(-len(rows) // BLOCK))
    sums = (inputs.take(block).sum(axis=0, dtype=np.float64) for block in blocks)
    mean = np.asarray(sum(sums) / len(rows))
    squares = (np.square(inputs.take(block) - mean).sum(axis=0) for block in blocks)
    sd = np.sqrt(sum(squares) / len(rows))
    sd[sd <= CONSTANT * np.abs(mean)] = 1.0
    return Scaling(mean.astype(np.float32), (1 / sd).astype(np.float32))
