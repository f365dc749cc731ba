"""How much a difference of scores owes to the rows that the models happened to be trained on."""

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
        rounds_per_repeat: 1 in splits with one training set.
        repeats: how often each text was tested.
    """

    texts: Floats
    rounds: Floats
    persistent: Floats
    passing: Floats
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


def decompose(values: Floats, rounds: Whole, groups: Whole) -> Components:
    """Split the variance of values (…, models, repeats, n) into that of texts and of rounds."""
    *_, repeats, n = values.shape
    groups = np.unique(groups, return_inverse=True)[1]
    mean = values.mean(axis=-2)
    count = groups.max() + 1
    sums = sum_by(mean - mean.mean(axis=-1, keepdims=True), groups)
    texts = outer(sums) * count / max(count - 1, 1) / n**2
    own = values - mean[..., None, :] if repeats > 1 else values
    between = within = np.zeros_like(texts)
    folds = inverse = 0.0
    for repeat in range(repeats):
        fold = np.unique(rounds[repeat], return_inverse=True)[1]
        sizes = np.bincount(fold)
        means = sum_by(own[..., repeat, :], fold) / sizes
        within = within + outer(sum_by(own[..., repeat, :] - means[..., fold], groups))
        if len(sizes) > 1:
            means = means - means.mean(axis=-1, keepdims=True)
        between = between + outer(means)
        folds, inverse = folds + len(sizes), inverse + (1 / sizes).mean() / repeats
    passing = within / (n * repeats - folds)
    kept = 1 - 1 / repeats if repeats > 1 else 1.0  # of a round's variance, less the text's mean
    if folds > repeats:
        effects = (between / (folds - repeats) - passing * inverse) / kept**2
    elif repeats > 1:
        effects = between / (repeats - 1) - passing / kept * inverse
    else:
        effects = np.zeros_like(texts)
    passing = passing / kept if repeats > 1 else np.zeros_like(texts)
    persistent = n * texts - passing / repeats
    return Components(texts, effects, persistent, passing, round(folds / repeats), repeats)
