"""All models compared in both families: against the baseline, and the pairs of the others."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError
from bakeoff.evaluation.draws import Drawn
from bakeoff.evaluation.families import Pair, Sample, compare_family, estimate_errors
from bakeoff.evaluation.metrics import Metric
from bakeoff.evaluation.weighted import Floats

FEWEST = 20  # draws in which the score of the verdict is defined; fewer have no 95 % quantile


@dataclass(frozen=True)
class Comparison:
    """Every pair of models once.

    Attributes:
        sample: the score of the verdict, in the draws that have it.
        errors: (models, models), standard errors of differences from the texts.
        order: numbers of the models, the best score first.
        against_baseline: family one, each model minus the baseline.
        others: family two, the better model minus the other.
        criticals: critical values of both families.
        known: (draws,), the draws that have the score.
    """

    sample: Sample
    errors: Floats
    order: list[int]
    against_baseline: list[Pair]
    others: list[Pair]
    criticals: tuple[float, float]
    known: NDArray[np.bool_]


def compare_models(
    drawn: Drawn, metric: Metric, baseline: int, variances: Floats | None = None
) -> Comparison:
    """Compare all models by the score of the verdict.

    Args:
        drawn: scores of all models in all draws.
        metric: of the verdict.
        baseline: number of the baseline.
        variances: (models, models), of differences, from other training rows and seeds.

    Raises:
        BakeoffError: hardly a draw has the score.
    """
    draws, whole = drawn.draws[metric.name], drawn.whole[metric.name]
    known = np.asarray(~np.isnan(draws).any(axis=1))
    if known.sum() < FEWEST:
        raise BakeoffError(
            f"evaluate: expected {FEWEST} draws or more that have the {metric.label}, got "
            f"{known.sum()} of {len(known)}; raise evaluate.draws or test more texts of each class"
        )
    count = len(whole)
    variances = np.zeros((count, count)) if variances is None else variances
    sample = Sample(metric.sign * whole, metric.sign * draws[known], variances)
    errors = estimate_errors(sample)
    order = sorted(range(count), key=lambda number: -sample.scores[number])
    rivals = [number for number in order if number != baseline]
    first, c_first = compare_family(sample, errors, [(rival, baseline) for rival in rivals])
    second, c_second = compare_family(sample, errors, combinations(rivals, 2))
    return Comparison(sample, errors, order, first, second, (c_first, c_second), known)
