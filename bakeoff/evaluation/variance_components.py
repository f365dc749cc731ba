"""The variance of scores, split into that of texts, of rounds and of what is left.

Every model is tested by other rounds in each repeat, on the same texts. What a text keeps in all
repeats is its own; what a round adds to all the texts it holds out comes from training.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.integer]


@dataclass(frozen=True)
class Components:
    """Moments of values (models, repeats, n), as covariances between models (…, models, models).

    Attributes:
        texts: of the scores, as far as they vary with the texts; the square of SE_texts.
        rounds: of what a round adds to all the texts it holds out. May be indefinite.
        persistent: of what a text keeps in all repeats. May be indefinite.
        passing: of what a text has in one repeat only.
        noise: of estimates of `rounds`, where rounds add nothing.
        rounds_per_repeat: 1 in splits with one training set.
        repeats: how often each text was tested.
    """

    texts: Floats
    rounds: Floats
    persistent: Floats
    passing: Floats
    noise: Floats
    rounds_per_repeat: int
    repeats: int


def outer(rows: Floats) -> Floats:
    """Multiply (…, models, columns) by itself: (…, models, models)."""
    product: Floats = rows @ np.swapaxes(rows, -1, -2)
    return product


def sum_by(values: Floats, groups: Whole) -> Floats:
    """Add up the values (…, n) of each group, (…, groups); groups are numbered without a gap."""
    order = np.argsort(groups, kind="stable")
    starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
    sums: Floats = np.add.reduceat(values[..., order], starts, axis=-1)
    return sums


def split_rounds(own: Floats, rounds: Whole, groups: Whole) -> tuple[Floats, Floats, float, int]:
    """Add up products of what rounds add to `own` (…, models, repeats, n), and of what is left.

    Returns:
        The sum over rounds of products of their means, from which the mean of the repeat is taken
        off if it has several rounds; the sum of products of the rest; the mean of 1 / texts of a
        round; the number of rounds.
    """
    between = within = np.zeros(1)
    inverse: list[float] = []
    for repeat, numbers in enumerate(rounds):
        fold = np.unique(numbers, return_inverse=True)[1]
        sizes = np.bincount(fold)
        values = own[..., repeat, :]
        means = sum_by(values, fold) / sizes
        within = within + outer(sum_by(values - means[..., fold], groups))
        centre = means.mean(axis=-1, keepdims=True) if len(sizes) > 1 else 0.0
        between = between + outer(means - centre)
        inverse.extend(1 / sizes)
    return between, within, float(np.mean(inverse)), len(inverse)


def decompose(values: Floats, rounds: Whole, groups: Whole) -> Components:
    """Split the variance of values (…, models, repeats, n) into that of texts and of rounds.

    A text's mean over repeats is taken off, so that its difficulty cancels; the variance between
    the means of rounds is then compared with that within rounds (one-way random effects, method of
    moments). Groups count as one draw. With one repeat nothing cancels.
    """
    *_, repeats, n = values.shape
    groups = np.unique(groups, return_inverse=True)[1]
    mean = values.mean(axis=-2)
    count = groups.max() + 1
    sums = sum_by(mean - mean.mean(axis=-1, keepdims=True), groups)
    texts = outer(sums) * count / max(count - 1, 1) / n**2
    kept = 1 - 1 / repeats if repeats > 1 else 1.0  # of a value's variance, less the text's mean
    own = values - mean[..., None, :] if repeats > 1 else values
    between, within, inverse, total = split_rounds(own, rounds, groups)
    passing = within / max(n * repeats - total, 1) / kept
    if total > repeats:
        noise = passing * inverse / kept
        found = between / (total - repeats) / kept**2 - noise
    else:
        noise = passing * inverse
        found = between / (repeats - 1) - noise if repeats > 1 else 0 * noise
    if repeats == 1:
        passing = 0 * passing
    persistent = n * texts - passing / repeats
    return Components(texts, found, persistent, passing, noise, round(total / repeats), repeats)


def pairs(covariances: Floats) -> Floats:
    """Turn covariances between models into variances of differences, (…, models, models)."""
    own = np.diagonal(covariances, axis1=-2, axis2=-1)
    variances: Floats = own[..., :, None] + own[..., None, :] - 2 * covariances
    return variances
