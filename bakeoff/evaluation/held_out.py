"""The test split, and what is derived from predictions for it: ensembles, thresholds, classes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.classes import number_labels
from bakeoff.core.messages import Message, in_training
from bakeoff.core.predictions import Predictions
from bakeoff.evaluation.scoring.scores import Labels, best_threshold, decide


@dataclass(frozen=True)
class HeldOut:
    """The test split of n texts."""

    messages: list[Message]
    classes: list[str]
    labels: Labels  # (n,) numbers of classes
    valid_labels: Labels  # of the validation split
    leaked: NDArray[np.bool_]  # (n,) whether the text also occurs in training or validation rows


def hold_out(splits: dict[str, list[Message]], classes: list[str]) -> HeldOut:
    """Lay out the test split, given all three."""
    test = splits["test"]
    labels, valid = (number_labels(rows, classes)[1] for rows in (test, splits["valid"]))
    return HeldOut(test, classes, labels, valid, leaked=np.array(in_training(splits)))


def average(members: Sequence[Predictions]) -> Predictions:
    """Average probabilities of the same texts seed by seed: an ensemble, with equal weights.

    A model without chance has one seed, which counts for every seed of the others.
    """
    valid = np.broadcast_arrays(*(member.valid for member in members))
    test = np.broadcast_arrays(*(member.test for member in members))
    return Predictions(np.mean(valid, axis=0), np.mean(test, axis=0))


def choose_thresholds(labels: Labels, predictions: Predictions, rule: str) -> list[float]:
    """Choose each seed's threshold: one half, or the best on the validation split."""
    if rule == "half" or predictions.valid.shape[2] > 2:
        return [0.5] * len(predictions.valid)
    return [best_threshold(labels, seed) for seed in predictions.valid]


def choose_classes(predictions: Predictions, thresholds: list[float]) -> Labels:
    """Choose the classes of the test texts, (seeds, n), with each seed's own threshold."""
    return np.stack([decide(*pair) for pair in zip(predictions.test, thresholds, strict=True)])
