"""The texts to read: those that models disagree on, and those that all get wrong."""

from typing import cast

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.messages import Message
from bakeoff.core.predictions import Predictions
from bakeoff.evaluation.formats import Errors, ErrorText, ModelBoard
from bakeoff.evaluation.held_out import HeldOut

MOST = 40  # texts of each kind
DIGITS = 3


def find_errors(
    test: HeldOut, models: dict[str, Predictions], boards: dict[str, ModelBoard]
) -> Errors:
    """Choose texts by the mean probability over seeds.

    Returns:
        `disagreements`: texts that some models get right and some wrong, the widest apart first.
        `all_wrong`: texts that none gets right, the most certain first. Each with the probability
        that every model gives: the second of two classes, the true one of more. Models are in the
        order of `boards`.
    """
    labels = test.labels
    means = np.stack([models[name].test.astype(np.float64).mean(axis=0) for name in boards])
    true = means[:, np.arange(len(labels)), labels]  # (models, n)
    if means.shape[2] == 2:
        limits = np.array([np.mean(board["thresholds"]) for board in boards.values()])[:, None]
        right, shown = (means[:, :, 1] >= limits) == labels, means[:, :, 1]
    else:
        right, shown = means.argmax(axis=2) == labels, true
    kinds = {
        "disagreements": (right.any(axis=0) & ~right.all(axis=0), np.ptp(true, axis=0)),
        "all_wrong": (~right.any(axis=0), 1 - true.mean(axis=0)),
    }
    return {
        kind: [
            _describe(test.messages[row], dict(zip(boards, shown[:, row].tolist(), strict=True)))
            for row in _largest(chosen, order)
        ]
        for kind, (chosen, order) in kinds.items()
    }


def _largest(chosen: NDArray[np.bool_], order: NDArray[np.float64]) -> list[int]:
    """Give the chosen rows with the largest values, the first rows first among equals."""
    rows = np.flatnonzero(chosen)
    ranked: list[int] = rows[np.argsort(-order[rows], kind="stable")][:MOST].tolist()
    return ranked


def _describe(message: Message, probabilities: dict[str, float]) -> ErrorText:
    rounded = {name: round(value, DIGITS) for name, value in probabilities.items()}
    return cast("ErrorText", {**message._asdict(), "probabilities": rounded})
