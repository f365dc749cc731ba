"""What each text adds to scores, so that many weightings of the texts are scored at once.

Scores of counts and of losses are one matrix product: how often each text was drawn times what it
adds. Scores of ranks are running sums over the texts, which are ranked once per round.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bakeoff.evaluation.scoring.scores import Labels

Floats = NDArray[np.float64]
Columns = dict[str, Floats]  # by the name of a score


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
    """Give what each text adds to the counts: (n, repeats, 2 × classes), hits, then choices."""
    choices = chosen.T[:, :, None] == np.arange(classes)
    hits = choices & (labels[:, None] == np.arange(classes))[:, None]
    return np.concatenate([hits, choices], axis=2).astype(np.float64)


def divide(numerator: Floats, denominator: Floats) -> Floats:
    """Divide; 0 / 0 is 0, as in `score`."""
    shape = np.broadcast_shapes(numerator.shape, denominator.shape)
    return np.divide(numerator, denominator, out=np.zeros(shape), where=denominator > 0)


@dataclass(frozen=True)
class Ranking:
    """The texts as one round ranks them, in steps: one for each score that a positive has.

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
