"""Slices of the texts, and how sure the verdict's score is in each: intervals from a bootstrap."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from bakeoff.evaluation.draws import count_rank_draws, draw_groups
from bakeoff.evaluation.formats import Ends
from bakeoff.evaluation.held_out import HeldOut
from bakeoff.evaluation.intervals import SAME
from bakeoff.evaluation.pooled import Pooled, PooledScorer
from bakeoff.evaluation.question import Texts
from bakeoff.evaluation.ranked import RANKS
from bakeoff.evaluation.score_intervals import bound_score
from bakeoff.evaluation.settings import Evaluate
from bakeoff.evaluation.weighted import Floats

DRAWS = 5000  # at most: no verdict rests on these intervals, and slices can be many
FEWEST = 20  # draws that have the score; fewer have no 95 % quantile
Mask = NDArray[np.bool_]


def find_slices(held: HeldOut) -> dict[str, Mask]:
    """Tell which tested texts are in each slice, by its name."""
    names = np.array([held.table.texts[row].slice for row in held.tested])
    return {name: names == name for name in sorted({*names.tolist()} - {""})}


def bound_slice(
    texts: Texts, models: Mapping[str, Pooled], part: Mask, metric: str, settings: Evaluate
) -> dict[str, Ends]:
    """Find the interval of each model's score within a slice.

    The groups of texts in the slice are drawn, the same for all models. The models stay as they
    were trained: what other training rows would change is not part of the interval.

    Args:
        texts: all tested texts.
        models: their predictions, by model.
        part: (n,), the texts of the slice.
        metric: the score of the verdict.
        settings: draws, their seed, and the precision of recall at a precision.
    """
    present = np.isin(np.arange(len(texts.classes)), texts.labels)
    scorers = [
        PooledScorer(texts.labels[part], _take(model, part), settings.precision, present)
        for model in models.values()
    ]
    count, tested = min(settings.draws, DRAWS), int(part.sum())
    whole = _score(scorers, np.ones((1, tested)), metric)
    draws = count_rank_draws(scorers, tested, count) if metric in RANKS else count
    chunks = draw_groups(texts.groups[part], draws, settings.seed)
    drawn = np.concatenate([_score(scorers, weights, metric) for weights in chunks])
    bounds = [_bound(metric, *columns) for columns in zip(whole[0], drawn.T, strict=True)]
    return dict(zip(models, bounds, strict=True))


def _take(model: Pooled, part: Mask) -> Pooled:
    return Pooled(*(values[:, part] for values in vars(model).values()))


def _score(scorers: list[PooledScorer], weights: Floats, metric: str) -> Floats:
    """Score some draws, (draws, models)."""
    by_text = np.ascontiguousarray(weights.T) if metric in RANKS else None
    return np.stack([scorer.score(weights, by_text)[metric] for scorer in scorers], axis=1)


def _bound(metric: str, value: float, draws: Floats) -> Ends:
    """Find the ends; there are none if hardly a draw has the score, or all draws have the same."""
    known = draws[~np.isnan(draws)]
    if np.isnan(value) or len(known) < FEWEST or known.std() < SAME:
        return {"low": None, "high": None}
    line = bound_score(metric, value, known)
    return {"low": line["low"], "high": line["high"]}
