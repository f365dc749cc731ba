"""The ends of intervals, found among the draws of a bootstrap."""

import numpy as np
from scipy.stats import norm

from bakeoff.evaluation.scoring.scores import DECIMALS
from bakeoff.evaluation.weighted import Floats

TAIL = 0.975  # of draws lie below the upper end of a 95 % interval
SAME = 1e-12  # scores that are closer than this are the same but for rounding


def accelerate(mean: float, draws: Floats) -> Floats:
    """Find the ends of an interval among draws that are biased and skewed.

    These are BCa's (Efron 1987, JASA 82): percentiles, moved for the share of draws below the mean
    and for the acceleration. That is a sixth of the skewness of the draws, which for a mean of
    texts, such as accuracy, is what the jackknife gives; other scores were covered as well by it.
    Draws that are all the same have no such ends.
    """
    acceleration = ((draws - draws.mean()) ** 3).mean() / (6 * draws.std() ** 3)
    below = ((draws < mean - SAME).mean() + (draws < mean + SAME).mean()) / 2
    least = 0.5 / len(draws)
    bias = norm.ppf(np.clip(below, least, 1 - least))
    moved = bias + norm.ppf([1 - TAIL, TAIL])
    levels = norm.cdf(bias + moved / np.maximum(1 - acceleration * moved, SAME))
    return np.asarray(np.quantile(draws, levels), np.float64)


def tidy(value: float) -> float:
    """Round as `score` does, and give no -0.0."""
    return round(float(value), DECIMALS) + 0.0
