"""The probabilities that a model predicts, and the file that holds them."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.files import output


@dataclass(frozen=True)
class Predictions:
    """Probabilities of one model: (seeds, texts, classes) for each split."""

    valid: NDArray[np.float32]
    test: NDArray[np.float32]


def save_predictions(path: Path, predictions: Predictions) -> None:
    """Write predictions as .npz."""
    with output(path):
        np.savez(path, valid=predictions.valid, test=predictions.test)


def load_predictions(path: Path) -> Predictions:
    """Read what `save_predictions` wrote."""
    with np.load(path, allow_pickle=False) as arrays:
        return Predictions(arrays["valid"], arrays["test"])
