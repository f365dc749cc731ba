"""Scores of many weightings of the same texts at once, as a bootstrap draws them.

Scores of counts and of losses are one matrix product: how often each text was drawn times what it
adds. Scores of ranks are running sums over the texts, which are ranked once per seed.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bakeoff.evaluation.scoring.scores import Labels, Probabilities

Floats = NDArray[np.float64]
Columns = dict[str, Floats]  # by the name of a score

RANKS = ("pr_auc", "roc_auc")
NEED_ALL_CLASSES = ("precision", "recall", "f1", "mcc", *RANKS)


@dataclass(frozen=True)
class Outcomes:
    """What one model predicts for the n test texts."""

    chosen: Labels  # (seeds, n), numbers of classes
    probabilities: Probabilities  # (seeds, n, classes)


def losses(labels: Labels, probabilities: Floats) -> Columns:
    """Give what each text adds to log loss (nats) and Brier score, as in scikit-learn.

    The Brier score is the squared error of the second of two classes; with more classes, the sum of
    the squared errors of all (Brier 1950, Monthly Weather Review 78). Of probabilities (…, n,
    classes), which add up to 1, both are (…, n).
    """
    tiny = np.finfo(np.float64).eps
    truth = np.eye(probabilities.shape[-1])[labels]
    true = (probabilities * truth).sum(axis=-1)
    squares = ((probabilities - truth) ** 2).sum(axis=-1)
    brier = squares / 2 if probabilities.shape[-1] == 2 else squares
    return {"log_loss": -np.log(np.clip(true, tiny, 1 - tiny)), "brier": brier}


def count_columns(labels: Labels, chosen: Labels, classes: int) -> Floats:
    """Give what each text adds to the counts: (n, seeds, 2 × classes), hits, then choices."""
    choices = chosen.T[:, :, None] == np.arange(classes)
    hits = choices & (labels[:, None] == np.arange(classes))[:, None]
    return np.concatenate([hits, choices], axis=2).astype(np.float64)


def divide(numerator: Floats, denominator: Floats) -> Floats:
    """Divide; 0 / 0 is 0, as in `score`."""
    shape = np.broadcast_shapes(numerator.shape, denominator.shape)
    return np.divide(numerator, denominator, out=np.zeros(shape), where=denominator > 0)


def score_counts(counts: Floats, actual: Floats) -> Columns:
    """Score counts as `bakeoff.evaluation.scoring.scores.score` scores texts.

    `counts` are (…, 2 × classes) sums of `count_columns`, `actual` (…, classes) texts per class.
    MCC of more than two classes is that of Gorodkin 2004 (Comput. Biol. Chem. 28).
    """
    hits, choices = np.split(counts, 2, axis=-1)
    total, right = actual.sum(axis=-1), hits.sum(axis=-1)
    by_class = {
        "precision": divide(hits, choices),
        "recall": divide(hits, actual),
        "f1": divide(2 * hits, choices + actual),
    }
    two = actual.shape[-1] == 2
    scores = {name: x[..., 1] if two else x.mean(axis=-1) for name, x in by_class.items()}
    covariance = right * total - (choices * actual).sum(axis=-1)
    spreads = [total**2 - (counted**2).sum(axis=-1) for counted in (choices, actual)]
    mcc = divide(covariance, np.sqrt(spreads[0] * spreads[1]))
    return {"accuracy": right / total, **scores, "mcc": mcc}


@dataclass(frozen=True)
class Ranking:
    """The texts as one seed ranks them, in steps: one for each score that a positive has.

    Each matrix is (steps, n) and adds up texts by step, the highest score first.
    """

    positives: sparse.csr_matrix  # with the score of the step
    negatives: sparse.csr_matrix  # from that score up to the step before
    tied: sparse.csr_matrix  # negatives with exactly that score


def rank(truth: NDArray[np.bool_], scores: Floats) -> Ranking:
    """Rank n texts, at least one of them positive; no sum needs negatives below all positives."""
    _, level = np.unique(-scores, return_inverse=True)
    steps = np.unique(level[truth])
    step = np.searchsorted(steps, level)

    def gather(rows: NDArray[np.bool_]) -> sparse.csr_matrix:
        where = np.flatnonzero(rows)
        shape = len(steps), len(scores)
        return sparse.csr_matrix((np.ones(len(where)), (step[where], where)), shape=shape)

    negative = ~truth & (step < len(steps))
    return Ranking(gather(truth), gather(negative), gather(~truth & np.isin(level, steps)))


def score_ranks(ranking: Ranking, weights: Floats) -> tuple[Floats, Floats]:
    """Compute PR-AUC and ROC-AUC, with scikit-learn's treatment of ties.

    PR-AUC is average precision: the sum over steps of the recall gained times the precision
    there. ROC-AUC is the share of pairs in the right order, where a tie is half a pair (Hanley and
    McNeil 1982, Radiology 143). For weights (n, draws) both are (draws,); nan where a class is
    missing.
    """
    gained = ranking.positives @ weights
    above = np.cumsum(ranking.negatives @ weights, axis=0)
    precision = np.cumsum(gained, axis=0)
    positives = precision[-1].copy()
    negatives = weights.sum(axis=0) - positives
    precision /= np.maximum(precision + above, 1)
    above -= (ranking.tied @ weights) / 2
    pairs = np.where(positives * negatives > 0, positives * negatives, np.nan)
    pr_auc = np.einsum("sd,sd->d", gained, precision) * negatives / pairs
    return pr_auc, 1 - np.einsum("sd,sd->d", gained, above) / pairs


class Scorer:
    """Scores one model for any weights of the texts."""

    def __init__(self, labels: Labels, outcomes: Outcomes) -> None:
        """Lay out what the texts add, and rank them unless a class is missing.

        Only texts that some seed gets wrong differ in their counts from those of no errors.
        """
        self.seeds, n, self.classes = outcomes.probabilities.shape
        wide = outcomes.probabilities.astype(np.float64)
        wide /= wide.sum(axis=2, keepdims=True)
        truth = labels[:, None] == np.arange(self.classes)
        self.actual, self.present = truth.astype(np.float64), truth.any(axis=0)
        added = losses(labels, wide)
        self.rankings: list[list[Ranking]] = []
        if self.present.all():
            ranked = [1] if self.classes == 2 else range(self.classes)
            self.rankings = [[rank(truth[:, c], seed[:, c]) for c in ranked] for seed in wide]
        else:
            del added["log_loss"]
        self.losses = list(added)
        self.added = np.stack([loss.T for loss in added.values()], axis=2).reshape(n, -1)
        self.wrong = np.flatnonzero((outcomes.chosen != labels).any(axis=0))
        chosen, right = outcomes.chosen[:, self.wrong], np.tile(self.actual[self.wrong], 2)
        errors = count_columns(labels[self.wrong], chosen, self.classes) - right[:, None]
        self.errors = errors.reshape(len(self.wrong), self.seeds * 2 * self.classes)

    def score(self, weights: Floats, by_text: Floats | None) -> Columns:
        """Score texts that count `weights` times, (draws, n); nan in draws that lack a class.

        `by_text` is the same as (n, draws), for scores of ranks; None leaves these out. Each score
        is (draws, seeds).
        """
        draws, n = weights.shape
        actual = weights @ self.actual
        errors = (weights[:, self.wrong] @ self.errors).reshape(draws, self.seeds, -1)
        scores = score_counts(np.tile(actual, 2)[:, None] + errors, actual[:, None])
        added = (weights @ self.added).reshape(draws, self.seeds, -1)
        scores |= {name: added[:, :, i] / n for i, name in enumerate(self.losses)}
        if by_text is not None and self.rankings:
            areas = [[score_ranks(ranking, by_text) for ranking in seed] for seed in self.rankings]
            scores |= dict(zip(RANKS, np.mean(areas, axis=1).transpose(1, 2, 0), strict=True))
        missing = ((actual == 0) & self.present).any(axis=1)
        for name in scores.keys() & set(NEED_ALL_CLASSES):
            scores[name][missing] = np.nan
        return scores
