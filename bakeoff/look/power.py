"""The smallest difference between two models that texts can show, before there are models.

A difference is found with 80 % power if it is (c + .84) standard errors large (docs/answer.md). The
standard error of a difference is made by the texts that one of two models gets right and the other
wrong. Their share is not known before models are trained, so it is assumed. What other training
texts would change is not known either, and left out: it multiplies the recorded differences of
`subj` by 1.4, and those of `sms` by 1.0 (`se_texts` and `se_training` in docs/results).

Each such text moves accuracy by 1/n. It moves the F1 of its class by about (2 - F) / 2nπ and that
of the class it is taken for by F / 2nπ, where π is the share of the class and F, its F1, is taken
for 1. Texts that models disagree on are taken to be of every class as often as the class occurs; of
two classes as often each, since as many texts are then missed as are taken in.
"""

import math
from collections.abc import Sequence
from typing import Any

from scipy.stats import norm

from bakeoff.evaluation.families import LEVEL
from bakeoff.evaluation.power import ONE_SIDE

DISAGREEMENT = (0.005, 0.1)  # shares of the texts: of an easy task, and of a hard one
KNOWN = ("accuracy", "f1", "macro_f1")


def find_smallest(
    metric: str, sizes: Sequence[int], rivals: int, disagreement: float
) -> float | None:
    """Find the smallest difference to the baseline that is found in 80 of 100 cases.

    Args:
        metric: one of `KNOWN`; f1 is macro F1 with more than two classes.
        sizes: tested texts of each class, the positive one last.
        rivals: how many models are compared with the baseline.
        disagreement: share of the texts that just one of two models gets right.

    Returns:
        None where a class has no tested text.
    """
    if not all(sizes):
        return None
    each = 1 - (1 - LEVEL) / rivals
    critical = float(norm.ppf((1 + each) / 2))
    error = math.sqrt(disagreement * _squared_effect(metric, sizes) / sum(sizes))
    return min((critical + ONE_SIDE) * error, 1.0)


def _squared_effect(metric: str, sizes: Sequence[int]) -> float:
    """Give the mean square of what a text moves a score by, in units of 1/n."""
    shares = [size / sum(sizes) for size in sizes]
    if metric == "accuracy":
        return 1.0
    if len(sizes) == 2:
        if metric == "f1":
            return 1 / (2 * shares[-1]) ** 2
        return (1 / shares[0] + 1 / shares[1]) ** 2 / 16
    return sum(1 / share for share in shares) / len(shares) ** 2


def measure_power(metric: str, sizes: Sequence[int], rivals: int, margin: float) -> dict[str, Any]:
    """Say what texts can show by the metric, or by accuracy where its error is not known."""
    by = metric if metric in KNOWN else "accuracy"
    found = {str(share): find_smallest(by, sizes, rivals, share) for share in DISAGREEMENT}
    return {
        "metric": by,
        "margin": margin if by == metric else None,
        "texts": sum(sizes),
        "models_compared": rivals,
        "smallest_difference": {
            share: None if value is None else round(value, 4) for share, value in found.items()
        },
    }
