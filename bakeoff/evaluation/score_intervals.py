"""95 % intervals of single scores: accelerated percentiles, widened for training rows and seeds."""

import numpy as np
from scipy.stats import norm

from bakeoff.evaluation.answer_format import ScoreLine
from bakeoff.evaluation.intervals import SAME, TAIL, accelerate, tidy
from bakeoff.evaluation.weighted import Floats

BOUNDS = {"mcc": (-1.0, 1.0), "log_loss": (0.0, np.inf), "brier": (0.0, 2.0)}  # others: 0 to 1


def bound_score(name: str, value: float, draws: Floats, variance: float = 0.0) -> ScoreLine:
    """Find the interval of one score of one model.

    The percentiles are BCa's, because draws of a score are skewed. Their distances from the score
    are stretched by √(SE_texts² + SE_training²) / SE_texts.

    Args:
        name: of the score.
        value: for the texts as they are.
        draws: (draws,); nan where not defined.
        variance: of the score, from other training rows and seeds.
    """
    known = draws[~np.isnan(draws)]
    if not len(known):
        return {"value": tidy(value), "low": None, "high": None, "draws": 0}
    texts = known.std()
    if texts > SAME:
        wide = (accelerate(value, known) - value) * np.sqrt(texts**2 + variance) / texts
    else:
        wide = norm.ppf([1 - TAIL, TAIL]) * np.sqrt(variance)
    low, high = np.clip(value + wide, *BOUNDS.get(name, (0.0, 1.0)))
    ends = tidy(min(low, value)), tidy(max(high, value))
    return {"value": tidy(value), "low": ends[0], "high": ends[1], "draws": len(known)}
