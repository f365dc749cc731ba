"""What models are scored on: the test split, and what is chosen on the validation split."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.classes import number_labels
from bakeoff.core.messages import Message, normalise
from bakeoff.core.predictions import Predictions
from bakeoff.evaluation.scoring.scores import Labels, best_threshold, decide


@dataclass(frozen=True)
class HeldOut:
    """The test split of n texts."""

    messages: list[Message]
    classes: list[str]
    labels: Labels  # (n,) numbers of classes
    valid_labels: Labels  # of the validation split
    leaked: NDArray[np.bool_]  # (n,) whether the text occurs in rows that models learn or stop by


def hold_out(splits: dict[str, list[Message]], classes: list[str]) -> HeldOut:
    """Lay out the test split, given all three."""
    seen = {normalise(message.text) for name in ("train", "valid") for message in splits[name]}
    return HeldOut(
        splits["test"],
        classes,
        labels=number_labels(splits["test"], classes)[1],
        valid_labels=number_labels(splits["valid"], classes)[1],
        leaked=np.array([normalise(message.text) in seen for message in splits["test"]]),
    )


def choose_thresholds(labels: Labels, predictions: Predictions, rule: str) -> list[float]:
    """Choose each seed's threshold: one half, or the best on the validation split."""
    if rule == "half" or predictions.valid.shape[2] > 2:
        return [0.5] * len(predictions.valid)
    return [best_threshold(labels, seed) for seed in predictions.valid]


def choose_classes(predictions: Predictions, thresholds: list[float]) -> Labels:
    """Choose the classes of the test texts, (seeds, n), each seed by its threshold."""
    pairs = zip(predictions.test, thresholds, strict=True)
    return np.stack([decide(seed, threshold) for seed, threshold in pairs])
