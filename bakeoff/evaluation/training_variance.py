"""How much scores and their differences vary with the rows and the seeds of training.

Folds share training rows, so no unbiased estimate exists (Bengio & Grandvalet 2004, JMLR 5). This
one has two parts: what rounds add to all the texts they hold out is estimated from the texts, each
of which is tested once per repeat; what all rounds have in common is inferred from it by factors
that were calibrated on simulated worlds (docs/calibration.md).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2

Floats = NDArray[np.float64]
Whole = NDArray[np.integer]

# Calibrated by `python -m benchmarks.worlds`: see docs/calibration.md.
CHANCE = 1.5  # of the variance that a mean of independent rounds has
COMMON = 0.39  # of the jackknife's variance, for differences of two models
COMMON_OF_SCORES = 0.25  # the same, for scores of one model
LASTING = 1.7  # ratio of lasting to passing variance at which nothing is taken for chance
UNUSUAL = 0.99  # quantile beyond which a pair's own estimate replaces the pooled one


@dataclass(frozen=True)
class TrainingVariance:
    """Squares of SE_training; add them to the squares of the standard error over texts."""

    scores: Floats  # (models,)
    differences: Floats  # (models, models), symmetric, 0 on the diagonal


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


def pool(rounds: Floats, noise: Floats, scale: Floats, freedom: int) -> Floats:
    """Estimate variances (…, cases) of rounds as one multiple of `scale`.

    A case whose own estimate is far larger, beyond the quantile UNUSUAL of chi-squared, keeps it.
    """
    total = scale.sum(axis=-1, keepdims=True)
    ratio = rounds.sum(axis=-1, keepdims=True) / np.where(total > 0, total, 1)
    pooled = ratio.clip(0) * scale
    limit = chi2.ppf(UNUSUAL, freedom) / freedom
    return np.where(rounds + noise > limit * (pooled + noise), rounds, pooled)


def share_not_chance(parts: Components) -> Floats:
    """Bound how much of the rounds' variance can come from training rows, for each pair.

    Training sets of different repeats overlap, so what rows do to a text lasts: in the share of
    rows that they have in common. What passes without anything that lasts is chance.
    """
    lasting, passing = pairs(parts.persistent), pairs(parts.passing)
    some = passing > 0
    ratio = np.where(some, lasting / np.where(some, passing, 1), np.inf)
    share: Floats = (LASTING / (parts.rounds_per_repeat - 1) * ratio).clip(0, 1)
    return share


def combine(parts: Components) -> TrainingVariance:
    """Scale the variance of rounds to that of a mean over all rounds; axes before models stay."""
    folds, repeats = parts.rounds_per_repeat, parts.repeats
    freedom = max(repeats * (folds - 1), repeats - 1, 1)
    scale = parts.passing if repeats > 1 else parts.texts
    moments = (parts.rounds, parts.noise, scale)
    scores = pool(*(np.diagonal(x, axis1=-2, axis2=-1) for x in moments), freedom=freedom)
    flat = (*scale.shape[:-2], -1)
    differences = pool(*(pairs(x).reshape(flat) for x in moments), freedom=freedom)
    differences = differences.reshape(scale.shape)
    alone = CHANCE / (folds * repeats)
    if folds == 1:
        return TrainingVariance(alone * scores, alone * differences)
    jackknife = (folds - 1) ** 2 / folds
    common = max(COMMON * jackknife, alone)
    return TrainingVariance(
        max(COMMON_OF_SCORES * jackknife, alone) * scores,
        (alone + (common - alone) * share_not_chance(parts)) * differences,
    )


def training_variance(values: Floats, rounds: Whole, groups: Whole) -> TrainingVariance:
    """Estimate the variance that training adds to scores and to their differences.

    Args:
        values: what each text adds to a score, (models, repeats, n): the score is their mean, or,
            as for F1, is their mean up to first order (influence values).
        rounds: the round that held a text out, (repeats, n). Under folds a repeat has several
            rounds. In splits with one training set each repeat is one seed, and only the variance
            over seeds is estimated; a model without chance has the same values in all repeats.
        groups: the group of each text, (n,).

    Returns:
        Under folds, with K folds and R repeats: the variance of rounds times CHANCE / (K R), if it
        is all chance (seeds), up to COMMON (K - 1)^2 / K, if it may come from training rows. For
        rows, (K - 1)^2 / K is the factor of the jackknife that leaves out a fold (Shao & Tu 1995,
        The Jackknife and Bootstrap, 2.3), which is exact if a score is linear in training rows.
        Scores take COMMON_OF_SCORES. Zero with a single round.
    """
    return combine(decompose(values, rounds, groups))
