"""The probabilities that a model predicts in its rounds, and the file that holds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.files import output
from bakeoff.core.rounds import Outcome, Round


@dataclass(frozen=True)
class Predictions:
    """Probabilities of one model for all n texts of the table.

    Attributes:
        partitions: (rounds,) the number of each round's partition.
        repeats: (rounds,) the repeat that it belongs to.
        probabilities: (rounds, n, classes) float32; nan for a text that the round neither validates
            on nor holds out.
    """

    partitions: NDArray[np.int64]
    repeats: NDArray[np.int64]
    probabilities: NDArray[np.float32]


def lay_out(
    rounds: Sequence[Round], outcomes: Sequence[Outcome], texts: int, classes: int
) -> Predictions:
    """Lay the outcomes of a model's rounds out by text."""
    probabilities = np.full((len(rounds), texts, classes), np.nan, np.float32)
    for row, (spec, outcome) in zip(probabilities, zip(rounds, outcomes, strict=True), strict=True):
        row[spec.valid], row[spec.test] = outcome.valid, outcome.test
    return Predictions(
        np.array([spec.partition for spec in rounds], np.int64),
        np.array([spec.repeat for spec in rounds], np.int64),
        probabilities,
    )


def save_predictions(path: Path, predictions: Predictions) -> None:
    """Write predictions as .npz."""
    with output(path):
        np.savez(path, **vars(predictions))


def load_predictions(path: Path) -> Predictions:
    """Read what `save_predictions` wrote."""
    with np.load(path, allow_pickle=False) as arrays:
        return Predictions(**arrays)
