"""Scores of each class against all others."""

import numpy as np
from sklearn.metrics import precision_recall_fscore_support

from bakeoff.evaluation.formats import ClassScores
from bakeoff.evaluation.scoring.scores import DECIMALS, Labels


def score_classes(labels: Labels, chosen: Labels, classes: list[str]) -> dict[str, ClassScores]:
    """Score each class of one model, the mean over repeats.

    Args:
        labels: (n,) of the tested texts.
        chosen: (repeats, n), as predicted.
        classes: their names.
    """
    numbers = np.arange(len(classes))
    repeats = [
        precision_recall_fscore_support(labels, repeat, labels=numbers, zero_division=0.0)[:3]
        for repeat in chosen
    ]
    means = np.mean(repeats, axis=0).round(DECIMALS).tolist()
    return {
        name: {"precision": precision, "recall": recall, "f1": f1}
        for name, precision, recall, f1 in zip(classes, *means, strict=True)
    }
