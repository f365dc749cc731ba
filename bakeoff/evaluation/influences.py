"""What each text adds to a score, to first order: values whose mean over texts is the score.

The value of a text is the score plus n times the derivative of the score by the text's weight
(Hampel 1974, JASA 69: the influence curve). Estimators of variance that take means of values can so
be used for F1 and PR-AUC.
"""

import numpy as np
from numpy.typing import NDArray

from bakeoff.evaluation.pooled import Pooled, score_counts
from bakeoff.evaluation.ranked import RANKS, SLACK, RankedRound, rank_round
from bakeoff.evaluation.scoring.scores import Labels
from bakeoff.evaluation.weighted import Floats, Ranking, losses

STEP = 1e-3  # of a weight, for derivatives of counts


def find_values(labels: Labels, pooled: Pooled, score: str, precision: float = 1.0) -> Floats:
    """Find the values of all texts, (repeats, n), for any score of PooledScorer.

    A score of ranks is computed within rounds, so the values of a round's texts have that round's
    score as their mean. For recall at a precision the threshold is taken as fixed.

    Args:
        labels: (n,) of the tested texts.
        pooled: the predictions of one model.
        score: whose values are wanted.
        precision: that recall_at_precision requires.
    """
    wide = pooled.probabilities.astype(np.float64)
    wide /= wide.sum(axis=2, keepdims=True)
    if score in RANKS:
        rows = zip(wide, pooled.rounds, strict=True)
        return np.stack([_value_ranks(labels, x, held, score, precision) for x, held in rows])
    added = losses(labels, wide)
    if score in added:
        return added[score]
    return np.stack([_value_counts(labels, row, wide.shape[2], score) for row in pooled.chosen])


def _value_counts(labels: Labels, chosen: Labels, classes: int, score: str) -> Floats:
    """Differentiate by the number of texts in each cell of the confusion matrix."""
    each = np.eye(classes)
    cells, place = np.unique(labels * classes + chosen, return_inverse=True)  # that hold a text
    actual, choices = each[cells // classes], each[cells % classes]
    hits = np.bincount(labels[labels == chosen], minlength=classes)
    totals = np.bincount(labels, minlength=classes)
    counts = np.concatenate([hits, np.bincount(chosen, minlength=classes)])
    columns = np.concatenate([actual * choices, choices], axis=1)

    def score_moved(step: float) -> Floats:
        moved = (counts + step * columns)[:, None], (totals + step * actual)[:, None]
        return score_counts(*moved, totals > 0)[score][:, 0]

    slopes = (score_moved(STEP) - score_moved(-STEP)) / (2 * STEP)
    return np.asarray((score_moved(0.0) + len(labels) * slopes)[place], np.float64)


def _value_ranks(
    labels: Labels, scores: Floats, held: NDArray[np.int32], score: str, precision: float
) -> Floats:
    values = np.full(len(labels), np.nan)
    for number in np.unique(held):
        rows = np.flatnonzero(held == number)
        ranked = rank_round(labels, scores, rows)
        if ranked.rankings:
            parts = [_value_ranking(x, ranked, precision)[score] for x in ranked.rankings]
            values[rows] = np.mean(parts, axis=0)[rows]
    return np.where(np.isnan(values), np.nanmean(values), values)


def _value_ranking(ranking: Ranking, held: RankedRound, precision: float) -> dict[str, Floats]:
    """Differentiate each score in RANKS by the weights of the texts of one round, (n,)."""
    members = held.members.toarray()[0]
    gained, lost, tied = (np.asarray(x.sum(axis=1)).ravel() for x in vars(ranking).values())
    found, above = np.cumsum(gained), np.cumsum(lost)
    positives, total = found[-1], members.sum()
    share, missed = found / (found + above), (above - tied / 2) / (total - positives)
    pr_auc, wrong = (gained * share).sum() / positives, (gained * missed).sum() / positives
    reached = np.where(share >= precision - SLACK, found, 0).max()
    curve = gained / (found + above) ** 2
    positive, negative, equal = (x.T for x in vars(ranking).values())
    truth = positive @ np.ones(len(gained))
    ratio = positives / (total - positives)
    below = equal @ (gained / 2) - negative @ _tail(gained)
    slopes = {  # times the number of positives
        "pr_auc": positive @ (share + _tail(curve * above) - pr_auc)
        - negative @ _tail(curve * found),
        "roc_auc": positive @ (wrong - missed)
        + (members - truth) * wrong * ratio
        + below / (total - positives),
        "recall_at_precision": positive @ (1.0 * (found <= reached) - reached / positives),
    }
    levels = dict(zip(RANKS, (pr_auc, 1 - wrong, reached / positives), strict=True))
    return {name: levels[name] + total / positives * x for name, x in slopes.items()}


def _tail(values: Floats) -> Floats:
    """Add up each value and all after it."""
    return np.cumsum(values[::-1])[::-1]
