"""Scores of predictions that are pooled over rounds, for many weightings of the texts at once.

F1, MCC, accuracy, precision and recall come from counts that are pooled over the rounds of a
repeat, because a mean of each round's F1 is biased; PR-AUC, ROC-AUC and recall at a precision are
computed within each round, because the scores of differently trained models do not compare (Forman
and Scholz 2010, SIGKDD Explorations 12). All are then averaged over repeats.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bakeoff.evaluation.ranked import RANKS, RankedRound, rank_round, score_ranking
from bakeoff.evaluation.scoring.scores import Labels, Probabilities
from bakeoff.evaluation.weighted import Columns, Floats, count_columns, divide, losses


@dataclass(frozen=True)
class Pooled:
    """What one model predicts for the n tested texts; a seed of a single split is a repeat."""

    chosen: Labels  # (repeats, n), numbers of classes
    probabilities: Probabilities  # (repeats, n, classes)
    rounds: NDArray[np.int32]  # (repeats, n): the round that held the text out


def score_counts(counts: Floats, actual: Floats, present: NDArray[np.bool_]) -> Columns:
    """Score counts; 0 / 0 is 0, as in scikit-learn.

    With two classes precision, recall and F1 are of the second, and nan in a draw without it. With
    more they are means over classes, as macro F1 always is; a class without texts in a draw is
    left out of that draw's mean. MCC (of more than two classes Gorodkin's 2004, Comput. Biol. Chem.
    28) is nan in a draw of a single class. In a draw without texts all are nan.

    Args:
        counts: (draws, repeats, 2 × classes), hits per class, then choices per class.
        actual: (draws, 1, classes), texts per class.
        present: (classes,), whether any text has the class.
    """
    hits, choices = np.split(counts, 2, axis=-1)
    total, right = actual.sum(axis=-1), hits.sum(axis=-1)
    by_class = {
        "precision": divide(hits, choices),
        "recall": divide(hits, actual),
        "f1": divide(2 * hits, choices + actual),
    }
    kept = (actual > 0) | ~present
    share = kept / np.maximum(kept.sum(axis=-1, keepdims=True), 1)
    means = {name: (values * share).sum(axis=-1) for name, values in by_class.items()}
    scores = {"accuracy": divide(right, total), **means, "macro_f1": means["f1"]}
    if len(present) == 2:
        positive = np.where(kept[..., 1], 1.0, np.nan)
        scores |= {name: values[..., 1] * positive for name, values in by_class.items()}
    covariance = right * total - (choices * actual).sum(axis=-1)
    spreads = [total**2 - (counted**2).sum(axis=-1) for counted in (choices, actual)]
    mcc = divide(covariance, np.sqrt(spreads[0] * spreads[1]))
    scores["mcc"] = np.where((actual > 0).sum(axis=-1) > 1, mcc, np.nan)
    drawn = np.where(total > 0, 1.0, np.nan)
    return {name: values * drawn for name, values in scores.items()}


class PooledScorer:
    """Scores one model for any weights of the texts, averaged over the repeats."""

    def __init__(
        self,
        labels: Labels,
        pooled: Pooled,
        precision: float | None = None,
        present: NDArray[np.bool_] | None = None,
    ) -> None:
        """Lay out what the texts add to counts and losses, and rank them within their rounds.

        Only texts that some repeat gets wrong differ in their counts from those of no errors.
        Recall at a precision is scored if `precision` is given and there are two classes. `present`
        tells for each class whether any text has it, if these texts are a part of all.
        """
        self.repeats: int = pooled.probabilities.shape[0]
        self.classes: int = pooled.probabilities.shape[2]
        wide = pooled.probabilities.astype(np.float64)
        wide /= wide.sum(axis=2, keepdims=True)
        truth = labels[:, None] == np.arange(self.classes)
        self.actual = truth.astype(np.float64)
        self.present = truth.any(axis=0) if present is None else present
        added = losses(labels, wide)
        self.losses = list(added)
        self.added = np.stack([loss.mean(axis=0) for loss in added.values()], axis=1)
        self.wrong = np.flatnonzero((pooled.chosen != labels).any(axis=0))
        chosen, right = pooled.chosen[:, self.wrong], np.tile(self.actual[self.wrong], 2)
        errors = count_columns(labels[self.wrong], chosen, self.classes) - right[:, None]
        self.errors = errors.reshape(len(self.wrong), self.repeats * 2 * self.classes)
        self.precision = precision if self.classes == 2 else None
        self.ranked: list[list[RankedRound]] = [
            [rank_round(labels, scores, np.flatnonzero(held == x)) for x in np.unique(held)]
            for scores, held in zip(wide, pooled.rounds, strict=True)
        ]

    def score(self, weights: Floats, by_text: Floats | None = None) -> Columns:
        """Score texts that count `weights` times, (draws, n), whole numbers.

        `by_text` is the same as (n, draws), for scores of ranks; None leaves these out. Each score
        is (draws,); it is nan in draws for which it is not defined.
        """
        actual = weights @ self.actual
        errors = (weights[:, self.wrong] @ self.errors).reshape(len(weights), self.repeats, -1)
        counts = np.tile(actual, 2)[:, None] + errors
        pooled = score_counts(counts, actual[:, None], self.present)
        scores = {name: values.mean(axis=1) for name, values in pooled.items()}
        total = actual.sum(axis=1, keepdims=True)
        means = (weights @ self.added) / np.where(total > 0, total, np.nan)
        scores |= dict(zip(self.losses, means.T, strict=True))
        return scores if by_text is None else scores | self.score_ranks(by_text)

    def score_ranks(self, by_text: Floats) -> Columns:
        """Score ranks for weights (n, draws), averaged over classes, rounds and repeats.

        A class that a draw lacks in a round is left out of the mean; a score that no round has is
        nan.
        """
        sums = np.zeros((len(RANKS), self.repeats, by_text.shape[1]))
        cells = np.zeros(sums.shape[1:])
        for repeat, ranked in enumerate(self.ranked):
            for held in ranked:
                total = np.asarray(held.members @ by_text)[0]
                for ranking in held.rankings:
                    found = score_ranking(ranking, by_text, total, self.precision or 1.0)
                    known = ~np.isnan(found[0])
                    sums[:, repeat] += np.where(known, found, 0.0)
                    cells[repeat] += known
        means = (sums / np.where(cells > 0, cells, np.nan)).mean(axis=1)
        scores = dict(zip(RANKS, means, strict=True))
        if self.precision is None:
            del scores["recall_at_precision"]
        return scores
