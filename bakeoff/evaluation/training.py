"""How much other training rows and seeds would change scores and their differences."""

from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from bakeoff.evaluation.formats import SCORES
from bakeoff.evaluation.influences import find_values
from bakeoff.evaluation.pooled import Pooled
from bakeoff.evaluation.question import Texts, Training
from bakeoff.evaluation.training_variance import TrainingVariance, training_variance
from bakeoff.evaluation.weighted import Floats


def estimate_training(
    tested: Texts,
    models: Mapping[str, Pooled],
    metric: str,
    precision: float,
    controls: Collection[str] = (),
) -> Training:
    """Estimate the variances that the draws of texts do not contain.

    The rounds of all models are pooled, but for controls, whose shuffled vectors make them vary far
    more.

    Args:
        tested: the texts.
        models: predictions by model.
        metric: of the verdict, as `PooledScorer` names it.
        precision: that recall_at_precision requires.
        controls: models that do not count for others.
    """
    apart = np.isin(list(models), list(controls))
    found: dict[str, TrainingVariance] = {}
    rounds = max((model.rounds for model in models.values()), key=len)
    for score in SCORES:
        if score != "recall_at_precision" or len(tested.classes) == 2:
            values = stack_values(tested, models, score, precision)
            if not np.isnan(values).any():
                found[score] = _estimate(values, rounds, tested.groups, apart)
    pairs = found[metric].differences if metric in found else None
    return Training(pairs, {score: variance.scores for score, variance in found.items()})


def _estimate(
    values: Floats, rounds: NDArray[np.int32], groups: NDArray[np.int64], apart: NDArray[np.bool_]
) -> TrainingVariance:
    """Pool all models for what concerns those that stand apart, and the others for the rest."""
    every = training_variance(values, rounds, groups)
    if not apart.any() or apart.all():
        return every
    others = training_variance(values[~apart], rounds, groups)
    scores, differences = every.scores.copy(), every.differences.copy()
    scores[~apart], differences[np.ix_(~apart, ~apart)] = others.scores, others.differences
    return TrainingVariance(scores, differences)


def stack_values(
    tested: Texts, models: Mapping[str, Pooled], score: str, precision: float
) -> Floats:
    """Find what each text adds to a score of each model, (models, repeats, n).

    In splits with one training set a model without chance has one repeat, which counts for each
    seed of the others.
    """
    values = [find_values(tested.labels, x, score, precision) for x in models.values()]
    return np.stack(np.broadcast_arrays(*values))
