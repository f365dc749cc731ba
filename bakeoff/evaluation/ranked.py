"""Scores of ranks within one round: PR-AUC, ROC-AUC, and recall at a required precision."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bakeoff.evaluation.scoring.scores import Labels
from bakeoff.evaluation.weighted import Floats, Ranking, rank

RANKS = ("pr_auc", "roc_auc", "recall_at_precision")
SLACK = 1e-12  # a precision this little below the required one is rounding


@dataclass(frozen=True)
class RankedRound:
    """The held-out texts of one round, ranked once per class."""

    rankings: list[Ranking]  # with columns for all n texts; with two classes only the second's
    members: sparse.csr_matrix  # (1, n), 1 for texts of the round


def rank_round(labels: Labels, scores: Floats, rows: NDArray[np.int64]) -> RankedRound:
    """Rank the texts of a round, given (n, classes) probabilities of all texts.

    A class that has no text in the round, or every text, is left out.
    """
    n, classes = scores.shape
    rankings = []
    for number in [1] if classes == 2 else range(classes):
        truth = labels[rows] == number
        if truth.any() and not truth.all():
            ranking = rank(truth, scores[rows, number])
            rankings.append(Ranking(**{k: _widen(m, rows, n) for k, m in vars(ranking).items()}))
    ones = sparse.csr_matrix((np.ones(len(rows)), (np.zeros(len(rows), int), rows)), (1, n))
    return RankedRound(rankings, ones)


def _widen(matrix: sparse.csr_matrix, rows: NDArray[np.int64], n: int) -> sparse.csr_matrix:
    """Let the columns stand for all n texts instead of `rows`."""
    parts = matrix.data, rows[matrix.indices], matrix.indptr
    return sparse.csr_matrix(parts, shape=(matrix.shape[0], n))


def score_ranking(ranking: Ranking, weights: Floats, total: Floats, precision: float) -> Floats:
    """Compute the scores named in RANKS for weights (n, draws): (3, draws).

    PR-AUC is average precision: the sum over steps of the recall gained times the precision there.
    ROC-AUC is the share of pairs in the right order, where a tie is half a pair (Hanley and McNeil
    1982, Radiology 143). Recall at a precision is the largest at any threshold with at least that
    precision, 0 if there is none. All are nan where a draw has no text of the class, or no other.

    Args:
        ranking: of one class in one round.
        weights: whole numbers, how often each text was drawn.
        total: (draws,), the sum of the weights in the round.
        precision: that is required.
    """
    gained = ranking.positives @ weights
    above = np.cumsum(ranking.negatives @ weights, axis=0)
    found = np.cumsum(gained, axis=0)
    positives = found[-1]
    negatives = total - positives
    precisions = found / np.maximum(found + above, 1)
    pairs = np.where(positives * negatives > 0, positives * negatives, np.nan)
    reached = np.where(precisions >= precision - SLACK, found, 0).max(axis=0)
    above -= (ranking.tied @ weights) / 2
    pr_auc = np.einsum("sd,sd->d", gained, precisions)
    roc_auc = 1 - np.einsum("sd,sd->d", gained, above) / pairs
    return np.stack([pr_auc * negatives / pairs, roc_auc, reached * negatives / pairs])
