"""The ends of intervals, found among the draws of a bootstrap."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import norm, t

from bakeoff.evaluation.scoring.scores import DECIMALS
from bakeoff.evaluation.weighted import Floats

TAIL = 0.975  # of draws lie below the upper end of a 95 % interval
SAME = 1e-12  # scores that are closer than this are the same but for rounding


@dataclass(frozen=True)
class Estimate:
    """One score of one model, with 95 % intervals; their ends are None if no draw has the score."""

    mean: float  # over the seeds
    low: float | None
    high: float | None
    difference: float  # to the baseline's mean
    difference_low: float | None
    difference_high: float | None
    draws: int  # that the intervals rest on
    undefined: int  # further draws, which lacked a class


@dataclass(frozen=True)
class Sample:
    """The mean over seeds of one score of one model."""

    mean: float  # for the texts as they are
    draws: Floats  # (draws,), for drawn texts and seeds; nan where not defined
    variance: float  # of the mean, from the spread of the seeds alone
    seeds: int


def t_factor(variance: float, *samples: Sample) -> float:
    """Divide the t quantile by the normal one: few seeds estimate variance poorly.

    The degrees of freedom are Satterthwaite's (1946, Biometrics Bulletin 2): seeds - 1 where only
    seeds contribute to the variance of all draws, very many where only texts do.
    """
    varying = [sample for sample in samples if sample.variance > 0]
    if not varying or variance == 0:
        return 1.0
    freedom = variance**2 / sum(x.variance**2 / (x.seeds - 1) for x in varying)
    least = min(sample.seeds for sample in varying) - 1
    return max(1.0, float(t.ppf(TAIL, max(freedom, least)) / norm.ppf(TAIL)))


def accelerate(mean: float, draws: Floats) -> Floats:
    """Find the ends of an interval among draws that are biased and skewed.

    These are BCa's (Efron 1987, JASA 82): percentiles, moved for the share of draws below the mean
    and for the acceleration. That is a sixth of the skewness of the draws, which for a mean of
    texts, such as accuracy, is what the jackknife gives; other scores were covered as well by it.
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


def estimate(sample: Sample, baseline: Sample, bounds: tuple[float, float]) -> Estimate:
    """Find both intervals, widened for few seeds.

    That of the mean is accelerated, because draws of a score are skewed. Draws of a difference
    hardly are: its interval spans a multiple of their standard deviation, which covered the truth
    closest to 95 times in 100. The score lies within `bounds`.
    """
    mean, difference = sample.mean, sample.mean - baseline.mean
    known = ~np.isnan(sample.draws)
    ends = dict[str, float | None].fromkeys(("low", "high", "difference_low", "difference_high"))
    if known.any():
        draws, differences = sample.draws[known], (sample.draws - baseline.draws)[known]
        wide = (accelerate(mean, draws) - mean) * t_factor(draws.var(), sample)
        low, high = np.clip(mean + wide, *bounds)
        half = norm.ppf(TAIL) * differences.std() * t_factor(differences.var(), sample, baseline)
        found = min(low, mean), max(high, mean), difference - half, difference + half
        ends = {name: tidy(end) for name, end in zip(ends, found, strict=True)}
    return Estimate(
        mean=tidy(mean),
        difference=tidy(difference),
        draws=int(known.sum()),
        undefined=int((~known).sum()),
        **ends,
    )
