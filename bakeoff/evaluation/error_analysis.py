"""The texts to read, by row: those that models disagree on, and those that all get wrong."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from bakeoff.evaluation.formats import MOST_ERRORS, Errors, ErrorText
from bakeoff.evaluation.held_out import HeldOut
from bakeoff.evaluation.scored_models import ScoredModel
from bakeoff.evaluation.scoring.scores import decide

DIGITS = 3


def find_errors(held: HeldOut, models: Mapping[str, ScoredModel]) -> Errors:
    """Count and choose texts by the mean probability over repeats.

    Returns:
        `disagreements`: texts that some models get right and some wrong, the widest apart first.
        `all_wrong`: texts that none gets right, the most certain first. Each with what every model
        predicts, and the probability of the second of two classes, of the true one of more.
    """
    labels = held.labels[held.tested]
    means = np.stack([x.pooled.probabilities.mean(axis=0, dtype=float) for x in models.values()])
    true = means[:, np.arange(len(labels)), labels]  # (models, n)
    chosen = np.stack(
        [
            decide(mean, float(np.mean(model.thresholds)))
            for mean, model in zip(means, models.values(), strict=True)
        ]
    )
    shown = means[:, :, 1] if means.shape[2] == 2 else true
    right = chosen == labels
    kinds = {
        "disagreements": (right.any(axis=0) & ~right.all(axis=0), np.ptp(true, axis=0)),
        "all_wrong": (~right.any(axis=0), 1 - true.mean(axis=0)),
    }

    def describe(row: int) -> ErrorText:
        text = held.table.texts[held.tested[row]]
        predicted = [held.classes[number] for number in chosen[:, row]]
        probabilities = [round(value, DIGITS) for value in shown[:, row].tolist()]
        return {
            "row": text.row,
            "label": text.label,
            "slice": text.slice,
            "predicted": dict(zip(models, predicted, strict=True)),
            "probabilities": dict(zip(models, probabilities, strict=True)),
        }

    return {
        kind: {
            "count": int(found.sum()),
            "texts": [describe(row) for row in _largest(found, order)],
        }
        for kind, (found, order) in kinds.items()
    }


def _largest(chosen: NDArray[np.bool_], order: NDArray[np.float64]) -> list[int]:
    """Give the chosen rows with the largest values, the first rows first among equals."""
    rows = np.flatnonzero(chosen)
    ranked: list[int] = rows[np.argsort(-order[rows], kind="stable")][:MOST_ERRORS].tolist()
    return ranked
