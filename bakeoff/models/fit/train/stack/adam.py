"""Adam (Kingma & Ba 2015, arXiv:1412.6980) for a stack of runs, each with steps of its own."""

import numpy as np
from numpy.typing import NDArray

from bakeoff.models.fit.train.stack.network import Array

MEAN, SQUARE, EPSILON = 0.9, 0.999, 1e-7  # as in Keras


class Adam:
    """The state of Adam.

    The running means are kept without the factors 1 - MEAN and 1 - SQUARE, which go into the rate:
    so a step passes over the weights ten times, not thirteen.

    Args:
        shape: (runs, weights).
        rate: of learning.
    """

    def __init__(self, shape: tuple[int, int], rate: float) -> None:
        self.rate = rate
        self.mean, self.square = np.zeros(shape, np.float32), np.zeros(shape, np.float32)

    def keep(self, runs: NDArray[np.int64]) -> None:
        """Keep the state of some runs, in this order."""
        self.mean, self.square = self.mean[runs], self.square[runs]

    def step(self, weights: Array, slopes: Array, steps: NDArray[np.int64]) -> None:
        """Change the weights of the first runs.

        Args:
            weights: (first runs, weights).
            slopes: the gradient; its memory is used for other things.
            steps: (first runs,) which step it is for each, from 1.
        """
        corrected = np.sqrt(1 - SQUARE**steps) / (1 - MEAN**steps)
        rates = self.rate * corrected * (1 - MEAN) / np.sqrt(1 - SQUARE)
        for number, rate in enumerate(rates.astype(np.float32)):  # a run's state stays in cache
            self._step(number, weights[number], slopes[number], rate)

    def _step(self, number: int, weights: Array, slopes: Array, rate: np.float32) -> None:
        mean, square = self.mean[number], self.square[number]
        mean *= np.float32(MEAN)
        mean += slopes
        np.multiply(slopes, slopes, out=slopes)
        square *= np.float32(SQUARE)
        square += slopes
        np.sqrt(square, out=slopes)
        slopes += np.float32(EPSILON / np.sqrt(1 - SQUARE))
        np.divide(mean, slopes, out=slopes)
        slopes *= rate
        weights -= slopes
