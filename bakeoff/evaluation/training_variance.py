"""How much scores and their differences vary with the rows and the seeds of training.

Folds share training rows, so no unbiased estimate exists (Bengio & Grandvalet 2004, JMLR 5). This
one has two parts: what rounds add to all the texts they hold out is estimated from the texts, each
of which is tested once per repeat; what all rounds have in common is inferred from it by factors
that were calibrated on simulated worlds (docs/calibration.md).
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2

from bakeoff.evaluation.variance_components import Components, Floats, Whole, decompose, pairs

# Calibrated by `python -m benchmarks.worlds`: see docs/calibration.md.
CHANCE = 1.75  # of the variance that a mean of independent rounds has
COMMON = 0.39  # of the jackknife's variance, for differences of two models
COMMON_OF_SCORES = 0.25  # the same, for scores of one model
LASTING = 1.7  # ratio of lasting to passing variance at which nothing is taken for chance
UNUSUAL = 0.999  # quantile beyond which a pair keeps its own estimate


@dataclass(frozen=True)
class TrainingVariance:
    """Squares of SE_training; add them to the squares of the standard error over texts."""

    scores: Floats  # (models,)
    differences: Floats  # (models, models), symmetric, 0 on the diagonal


def pool(freedom: int, rounds: Floats, noise: Floats, scale: Floats) -> Floats:
    """Estimate variances (…, cases) of rounds as one multiple of `scale`.

    The multiple is the median over cases, so that a few models that vary more do not widen all
    intervals; it is divided by the median of chi-squared over its mean. A case whose own estimate
    lies beyond the quantile UNUSUAL of chi-squared keeps it.
    """
    typical = (rounds + noise) * freedom / chi2.median(freedom) - noise
    known = scale > 0  # a model without chance says nothing of the others
    ratios = np.where(known, typical / np.where(known, scale, 1), np.nan)
    ratios[~known.any(axis=-1)] = 0
    ratio = np.nanmedian(ratios, axis=-1, keepdims=True)
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
    freedom = max(repeats * (folds - 1), repeats - 1)
    if freedom == 0:
        return TrainingVariance(0 * np.diagonal(parts.texts, axis1=-2, axis2=-1), 0 * parts.texts)
    scale = parts.passing if repeats > 1 else parts.texts
    moments = (parts.rounds, parts.noise, scale)
    scores = pool(freedom, *(np.diagonal(x, axis1=-2, axis2=-1) for x in moments))
    first, second = np.triu_indices(scale.shape[-1], 1)
    differences = np.zeros_like(scale)
    if len(first):
        found = pool(freedom, *(pairs(x)[..., first, second] for x in moments))
        differences[..., first, second] = differences[..., second, first] = found
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
