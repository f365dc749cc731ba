"""The messages to look at: those that models disagree on, and those that all get wrong."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.evaluation.scores import Labels, Probabilities
from bakeoff.texts.messages import Message

MOST = 40  # messages of each kind
DIGITS = 3


def find_errors(
    messages: list[Message],
    labels: Labels,
    models: dict[str, Probabilities],
    thresholds: dict[str, float],
) -> dict[str, list[dict[str, Any]]]:
    """Choose messages by the mean probability over seeds.

    Args:
        messages: of the test split.
        labels: (n,) numbers of classes.
        models: name to (seeds, n, classes) probabilities.
        thresholds: name to the probability from which the second of two classes is chosen.

    Returns:
        `disagreements`: those that some models get right and some wrong, the widest apart first.
        `all_wrong`: those that none gets right, the most sure first. Each with the probability
        that every model gives: of two classes of the second, of more of the true one.
    """
    means = np.stack([seeds.astype(np.float64).mean(axis=0) for seeds in models.values()])
    rows = np.arange(len(labels))
    true = means[:, rows, labels]  # (models, n)
    if means.shape[2] == 2:
        limits = np.array([thresholds[name] for name in models])[:, None]
        right, shown = (means[:, :, 1] >= limits) == labels, means[:, :, 1]
    else:
        right, shown = means.argmax(axis=2) == labels, true
    kinds = {
        "disagreements": (right.any(axis=0) & ~right.all(axis=0), np.ptp(true, axis=0)),
        "all_wrong": (~right.any(axis=0), 1 - true.mean(axis=0)),
    }
    return {
        kind: [
            _describe(messages[row], dict(zip(models, shown[:, row], strict=True)))
            for row in _first(chosen, order)
        ]
        for kind, (chosen, order) in kinds.items()
    }


def _first(chosen: NDArray[np.bool_], order: NDArray[np.float64]) -> list[int]:
    """Give the chosen rows with the largest values, the first rows first among equals."""
    rows = np.flatnonzero(chosen)
    ranked: list[int] = rows[np.argsort(-order[rows], kind="stable")][:MOST].tolist()
    return ranked


def _describe(message: Message, probabilities: dict[str, float]) -> dict[str, Any]:
    rounded = {name: round(float(value), DIGITS) for name, value in probabilities.items()}
    return {**message._asdict(), "probabilities": rounded}
