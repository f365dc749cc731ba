"""Reliability: how often is a class right that is given a probability of .8?

Bins of equal width and the expected calibration error: Guo et al. 2017, arXiv:1706.04599, sec. 2.
"""

import numpy as np
from numpy.typing import NDArray

from bakeoff.evaluation.formats import Line
from bakeoff.evaluation.scoring.scores import DECIMALS, Labels, Probabilities

BINS = 10
Bin = tuple[float, float, int]  # mean probability, observed share, count
FEWEST = 30  # texts behind a point of the curve; fewer say little


def _confidence(labels: Labels, repeats: Probabilities) -> tuple[NDArray[np.float64], ...]:
    """Give predicted probability and outcome by repeat: of the second class, or the likeliest."""
    wide = repeats.astype(np.float64)
    if wide.shape[2] == 2:
        return wide[:, :, 1].ravel(), np.tile(labels == 1, len(wide)).astype(np.float64)
    return wide.max(axis=2).ravel(), (wide.argmax(axis=2) == labels).ravel().astype(np.float64)


def _bins(labels: Labels, repeats: Probabilities) -> list[Bin]:
    """Give mean probability, observed share and count of each bin that is not empty."""
    predicted, observed = _confidence(labels, repeats)
    places = np.minimum((predicted * BINS).astype(int), BINS - 1)
    counts = np.bincount(places, minlength=BINS)
    sums = [np.bincount(places, values, BINS) for values in (predicted, observed)]
    return [
        (float(sums[0][place] / count), float(sums[1][place] / count), int(count))
        for place, count in enumerate(counts)
        if count
    ]


def reliability_lines(model: str, labels: Labels, repeats: Probabilities) -> list[Line]:
    """Compute the reliability curve of all repeats of a model; counts are those of one repeat.

    Neighbouring bins are merged until each has FEWEST texts; of fewer texts there is one point.
    """
    k = len(repeats)
    return [
        {"model": model, "confidence": predicted, "frequency": observed, "texts": count / k}
        for predicted, observed, count in _merge(_bins(labels, repeats), FEWEST * k)
    ]


def _merge(bins: list[Bin], fewest: int) -> list[Bin]:
    """Merge neighbours from the left until each has enough texts; the rest joins the last."""
    groups: list[list[Bin]] = [[]]
    for found in bins:
        if sum(count for *_, count in groups[-1]) >= fewest:
            groups.append([])
        groups[-1].append(found)
    if len(groups) > 1 and sum(count for *_, count in groups[-1]) < fewest:
        groups[-2:] = [groups[-2] + groups[-1]]
    return [_average(group) for group in groups]


def _average(bins: list[Bin]) -> Bin:
    """Give the point of all texts of some bins."""
    predicted, observed, counts = zip(*bins, strict=True)
    means = [float(np.average(values, weights=counts)) for values in (predicted, observed)]
    return means[0], means[1], sum(counts)


def calibration_error(labels: Labels, repeats: Probabilities) -> float:
    """Compute the expected calibration error: the mean of |predicted - observed|, by count.

    Its bins are not merged: merging would hide errors that cancel out.
    """
    bins = _bins(labels, repeats)
    total = sum(count for *_, count in bins)
    error = sum(abs(predicted - observed) * count for predicted, observed, count in bins) / total
    return round(error, DECIMALS)
