"""Adam (Kingma & Ba 2015, arXiv:1412.6980) for a stack of runs, each with steps of its own."""

import numpy as np
from numpy.typing import NDArray
from scipy.linalg.blas import saxpy

from bakeoff.models.fit.train.stack.network import Array

MEAN, SQUARE, EPSILON = 0.9, 0.999, 1e-7  # as in Keras
PERIOD = 64  # steps after which the running means are scaled anew


class Adam:
    """The state of Adam.

    After p steps of a period the running means are kept without their factors (1 - MEAN) MEAN^p
    and (1 - SQUARE) SQUARE^p, which go into what is added to them and into the rate. So a step
    passes over the weights seven times, not thirteen: this is a third of the time of training.

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

    def step(self, weights: Array, slopes: Array, steps: list[int]) -> None:
        """Change the weights of the first runs, one by one: the state of one stays in cache.

        Args:
            weights: (first runs, weights).
            slopes: the gradient; its memory is used for other things.
            steps: of each of these runs, which step it is, from 1.
        """
        for number, step in enumerate(steps):
            self._step(number, weights[number], slopes[number], step)

    def _step(self, number: int, weights: Array, slopes: Array, step: int) -> None:
        mean, square = self.mean[number], self.square[number]
        phase = (step - 1) % PERIOD
        if phase == 0:
            mean *= np.float32(MEAN**PERIOD)
            square *= np.float32(SQUARE**PERIOD)
        spread = np.sqrt((1 - SQUARE) * SQUARE**phase)
        rate = self.rate * np.sqrt(1 - SQUARE**step) / (1 - MEAN**step)
        saxpy(slopes, mean, a=MEAN**-phase)
        np.multiply(slopes, slopes, out=slopes)
        saxpy(slopes, square, a=SQUARE**-phase)
        np.sqrt(square, out=slopes)
        slopes += np.float32(EPSILON / spread)
        np.divide(mean, slopes, out=slopes)
        saxpy(slopes, weights, a=-rate * (1 - MEAN) * MEAN**phase / spread)
