"""The texts to read: those that models disagree on, and those that all get wrong."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.table import Text
from bakeoff.evaluation.formats import Errors, ErrorText
from bakeoff.evaluation.held_out import HeldOut
from bakeoff.evaluation.scored_models import ScoredModel

MOST = 40  # texts of each kind
DIGITS = 3


def find_errors(held: HeldOut, models: Mapping[str, ScoredModel]) -> Errors:
    """Choose texts by the mean probability over repeats.

    Returns:
        `disagreements`: texts that some models get right and some wrong, the widest apart first.
        `all_wrong`: texts that none gets right, the most certain first. Each with the probability
        that every model gives: the second of two classes, the true one of more.
    """
    labels = held.labels[held.tested]
    means = np.stack([x.pooled.probabilities.mean(axis=0, dtype=float) for x in models.values()])
    true = means[:, np.arange(len(labels)), labels]  # (models, n)
    if means.shape[2] == 2:
        limits = np.array([np.mean(model.thresholds) for model in models.values()])[:, None]
        right, shown = (means[:, :, 1] >= limits) == labels, means[:, :, 1]
    else:
        right, shown = means.argmax(axis=2) == labels, true
    kinds = {
        "disagreements": (right.any(axis=0) & ~right.all(axis=0), np.ptp(true, axis=0)),
        "all_wrong": (~right.any(axis=0), 1 - true.mean(axis=0)),
    }
    texts = [held.table.texts[row] for row in held.tested]
    return {
        kind: [
            _describe(texts[row], dict(zip(models, shown[:, row].tolist(), strict=True)))
            for row in _largest(chosen, order)
        ]
        for kind, (chosen, order) in kinds.items()
    }


def _largest(chosen: NDArray[np.bool_], order: NDArray[np.float64]) -> list[int]:
    """Give the chosen rows with the largest values, the first rows first among equals."""
    rows = np.flatnonzero(chosen)
    ranked: list[int] = rows[np.argsort(-order[rows], kind="stable")][:MOST].tolist()
    return ranked


def _describe(text: Text, probabilities: dict[str, float]) -> ErrorText:
    return {
        "row": text.row,
        "text": text.text,
        "label": text.label,
        "slice": text.slice,
        "probabilities": {name: round(value, DIGITS) for name, value in probabilities.items()},
    }
