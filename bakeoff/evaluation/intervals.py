"""The ends of intervals, found among the draws of a bootstrap."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import norm, t

from bakeoff.evaluation.scores import DECIMALS
from bakeoff.evaluation.weighted import Floats

TAIL = 0.975  # of draws lie below the upper end of a 95 % interval
SAME = 1e-12  # scores that are closer than this are the same but for rounding


@dataclass(frozen=True)
class Estimate:
    """One score of one model, with 95 % intervals; their ends are None if no draw has the score.

    Attributes:
        mean: over the seeds.
        low: end of the interval of the mean.
        high: its other end.
        difference: of the mean to the baseline's.
        difference_low: end of the interval of the difference.
        difference_high: its other end.
        draws: that the intervals rest on.
        undefined: draws beside these, which lacked a class.
    """

    mean: float
    low: float | None
    high: float | None
    difference: float
    difference_low: float | None
    difference_high: float | None
    draws: int
    undefined: int


@dataclass(frozen=True)
class Sample:
    """The mean over seeds of one score of one model.

    Attributes:
        mean: for the messages as they are.
        draws: (draws,), for drawn messages and seeds; nan where not defined.
        variance: of the mean, by the spread of the seeds alone.
        seeds: how many.
    """

    mean: float
    draws: Floats
    variance: float
    seeds: int


def stretch(variance: float, *samples: Sample) -> float:
    """Give the t quantile over the normal one, because few seeds tell their variance badly.

    The degrees of freedom are Satterthwaite's (1946, Biometrics Bulletin 2): seeds - 1 where only
    seeds matter, very many where only messages do.

    Args:
        variance: of all draws.
        samples: whose seeds it holds.
    """
    drawn = [sample for sample in samples if sample.variance > 0]
    if not drawn or variance == 0:
        return 1.0
    freedom = variance**2 / sum(its.variance**2 / (its.seeds - 1) for its in drawn)
    least = min(its.seeds for its in drawn) - 1
    return max(1.0, float(t.ppf(TAIL, max(freedom, least)) / norm.ppf(TAIL)))


def accelerate(mean: float, draws: Floats) -> Floats:
    """Find the ends of an interval among draws that are biased and lean to one side.

    These are BCa's (Efron 1987, JASA 82): percentiles, moved for the share of draws below the mean
    and for the acceleration. That is a sixth of the skewness of the draws, which for a mean of
    messages, such as accuracy, is what the jackknife gives; others were as well covered by it.

    Args:
        mean: for the messages as they are.
        draws: (draws,).

    Returns:
        Low and high, (2,).
    """
    deviation = draws.std()
    if deviation < SAME:
        return np.array([mean, mean])
    acceleration = ((draws - draws.mean()) ** 3).mean() / (6 * deviation**3)
    below = ((draws < mean - SAME).mean() + (draws < mean + SAME).mean()) / 2
    least = 0.5 / len(draws)
    bias = norm.ppf(np.clip(below, least, 1 - least))
    moved = bias + norm.ppf([1 - TAIL, TAIL])
    levels = norm.cdf(bias + moved / np.maximum(1 - acceleration * moved, SAME))
    return np.asarray(np.quantile(draws, levels), np.float64)


def tidy(value: float) -> float:
    """Round as `score` does, and give no -0.0."""
    return round(float(value), DECIMALS) + 0.0


def estimate(its: Sample, baseline: Sample, bounds: tuple[float, float]) -> Estimate:
    """Find both intervals, stretched for few seeds.

    That of the mean is accelerated, for draws of a score lean to one side. Draws of a difference
    hardly do: its interval is so many of their standard deviations wide. This held the truth
    closest to 95 times in 100.

    Args:
        its: of a model.
        baseline: of the baseline, in the same draws.
        bounds: between which the score lies.
    """
    known = ~np.isnan(its.draws)
    difference = its.mean - baseline.mean
    ends = dict[str, float | None].fromkeys(("low", "high", "difference_low", "difference_high"))
    if known.any():
        draws, differences = its.draws[known], (its.draws - baseline.draws)[known]
        wide = (accelerate(its.mean, draws) - its.mean) * stretch(draws.var(), its)
        low, high = np.clip(its.mean + wide, *bounds)
        half = norm.ppf(TAIL) * differences.std() * stretch(differences.var(), its, baseline)
        found = min(low, its.mean), max(high, its.mean), difference - half, difference + half
        ends = {name: tidy(end) for name, end in zip(ends, found, strict=True)}
    return Estimate(
        mean=tidy(its.mean),
        difference=tidy(difference),
        draws=int(known.sum()),
        undefined=int((~known).sum()),
        **ends,
    )
