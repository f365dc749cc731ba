"""What a comparison could find: computed from standard errors, never from observed differences."""

import math

import numpy as np
from scipy.stats import norm

from bakeoff.evaluation.families import TIED, Pair, Sample, statistic

POWER = 0.8
ONE_SIDE = float(norm.ppf(POWER))  # .84: a difference is found at one end of the interval
BOTH_SIDES = float(norm.ppf((1 + POWER) / 2))  # 1.28: equality needs both ends within the margin


def find_smallest(pair: Pair) -> float | None:
    """Find the smallest true difference that is found with 80 % power; None without an error."""
    return (pair.critical + ONE_SIDE) * pair.error or None


def count_texts(pair: Pair, margin: float, texts: int) -> int | None:
    """Count the texts with which two equal models would be called equal with 80 % power.

    The standard error is taken to fall with the square root of the number of texts. None where no
    number of texts would do: the margin is 0.
    """
    if margin == 0:
        return None
    ratio = (pair.critical + BOTH_SIDES) * pair.error / margin
    return math.ceil(texts * ratio**2)


def bound_perfect(
    sample: Sample, baseline: int, best: float, critical: float, variance: float
) -> tuple[float, bool]:
    """Compare a model without errors with the baseline, in the same draws.

    Args:
        sample: of the score.
        baseline: number of the baseline.
        best: what a model without errors scores, in every draw; turned like the sample.
        critical: of the family of all models against the baseline.
        variance: of the baseline's score, from other training rows and seeds.

    Returns:
        The lower end of the interval of the difference, and whether it could be called better.
    """
    texts = sample.draws[:, baseline].std(ddof=1)
    error = float(np.sqrt(texts**2 + variance))
    difference = float(best - sample.scores[baseline])
    found = statistic(difference, error) > critical + TIED
    return difference - critical * error, found
