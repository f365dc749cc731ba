"""Do probabilities mean what they say: of the messages given .8, are eight of ten of that class?

Reliability in bins of equal width, and the expected calibration error, as in Guo et al. (2017),
arXiv:1706.04599, section 2.
"""

import numpy as np
from numpy.typing import NDArray

from bakeoff.evaluation.curves import Line
from bakeoff.evaluation.scores import DECIMALS, Labels, Probabilities

BINS = 10


def _confidence(labels: Labels, seeds: Probabilities) -> tuple[NDArray[np.float64], ...]:
    """Give what was said and what came true, of all seeds behind one another.

    Of two classes: the probability of the second, and whether it was that. Of more: that of the
    most probable class, and whether it was right.
    """
    wide = seeds.astype(np.float64)
    if wide.shape[2] == 2:
        return wide[:, :, 1].ravel(), np.tile(labels == 1, len(wide)).astype(np.float64)
    return wide.max(axis=2).ravel(), (wide.argmax(axis=2) == labels).ravel().astype(np.float64)


def _bins(labels: Labels, seeds: Probabilities) -> list[tuple[float, float, int]]:
    """Give of each bin that holds any: the mean said, the share that came true, how many."""
    said, true = _confidence(labels, seeds)
    places = np.minimum((said * BINS).astype(int), BINS - 1)
    counts = np.bincount(places, minlength=BINS)
    sums = [np.bincount(places, values, BINS) for values in (said, true)]
    return [
        (sums[0][place] / count, sums[1][place] / count, int(count))
        for place, count in enumerate(counts)
        if count
    ]


def reliability_lines(model: str, labels: Labels, seeds: Probabilities) -> list[Line]:
    """Lay the reliability curve of a model out.

    Args:
        model: its name.
        labels: (n,) numbers of classes.
        seeds: (seeds, n, classes) probabilities.
    """
    return [
        {
            "model": model,
            "confidence": float(said),
            "frequency": float(true),
            "messages": count / len(seeds),
        }
        for said, true, count in _bins(labels, seeds)
    ]


def calibration_error(labels: Labels, seeds: Probabilities) -> float:
    """Give the expected calibration error: the mean of |said - came true| over bins, weighted."""
    bins = _bins(labels, seeds)
    total = sum(count for *_, count in bins)
    error = sum(abs(said - true) * count for said, true, count in bins) / total
    return round(float(error), DECIMALS)
