"""Scores of each repeat: their mean is a model's score, their deviation what one repeat is off."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bakeoff.evaluation.formats import Part, Scores
from bakeoff.evaluation.pooled import Pooled, PooledScorer
from bakeoff.evaluation.scoring.scores import Labels, summarise

Mask = NDArray[np.bool_]


def split_repeats(pooled: Pooled) -> list[Pooled]:
    """Give the predictions of each repeat apart."""
    return [
        Pooled(*(values[[repeat]] for values in vars(pooled).values()))
        for repeat in range(len(pooled.chosen))
    ]


def score_parts(
    labels: Labels, pooled: Pooled, parts: Sequence[Mask], precision: float | None = None
) -> list[Part]:
    """Score one model on parts of the texts; a score that a repeat does not have is left out.

    Args:
        labels: (n,) of the tested texts.
        pooled: the predictions.
        parts: (n,) masks.
        precision: for recall at that precision.
    """
    weights = np.array(parts, np.float64).reshape(len(parts), len(labels))
    by_text = np.ascontiguousarray(weights.T)
    scorers = [PooledScorer(labels, repeat, precision) for repeat in split_repeats(pooled)]
    scored = [scorer.score(weights, by_text) for scorer in scorers]
    scores: list[Part] = []
    for number, part in enumerate(parts):
        repeats: list[Scores] = [
            {name: float(x[number]) for name, x in found.items() if not np.isnan(x[number])}
            for found in scored
        ]
        mean, spread = summarise(repeats)
        scores.append({"rows": int(part.sum()), "mean": mean, "sd": spread})
    return scores
