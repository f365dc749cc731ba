"""Tests of each model against the baseline, over the same test texts.

They ask whether the models as they were trained differ, whatever the texts. Whether models trained
from other seeds would differ is what the interval of the difference shows: see bootstrap.py.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest

from bakeoff.evaluation.bootstrap import CHUNK
from bakeoff.evaluation.formats import PValues
from bakeoff.evaluation.intervals import SAME
from bakeoff.evaluation.scoring.scores import Labels
from bakeoff.evaluation.weighted import Floats, Outcomes, count_columns, score_counts

ALPHA = 0.05
TESTED = ("f1", "accuracy")


def mcnemar(right: NDArray[np.bool_], other_right: NDArray[np.bool_]) -> float:
    """Test two classifiers on the texts that only one of them gets right.

    If they are equally good, each wins such a text like a coin (McNemar 1947, Psychometrika 12;
    the exact binomial test, two-sided).
    """
    wins, losses = int((right & ~other_right).sum()), int((other_right & ~right).sum())
    return float(binomtest(wins, wins + losses).pvalue) if wins + losses else 1.0


def holm(p_values: list[float]) -> list[float]:
    """Correct p-values for their number, step by step (Holm 1979, Scand. J. Statist. 6)."""
    corrected, so_far = [0.0] * len(p_values), 0.0
    for place, index in enumerate(np.argsort(p_values, kind="stable")):
        so_far = max(so_far, (len(p_values) - place) * p_values[index])
        corrected[index] = min(1.0, so_far)
    return corrected


class Swaps:
    """Differences of one model to the baseline after predictions of some texts are swapped."""

    def __init__(self, labels: Labels, model: Outcomes, baseline: Outcomes) -> None:
        """Lay out what the texts add to the counts, except those that both sides treat alike."""
        classes = model.probabilities.shape[2]
        sides = [count_columns(labels, side.chosen, classes) for side in (model, baseline)]
        self.actual = np.bincount(labels, minlength=classes).astype(np.float64)
        self.whole = [side.sum(axis=0) for side in sides]
        self.seeds = [side.shape[1] for side in sides]
        both = np.concatenate([model.chosen, baseline.chosen])
        self.rows = np.flatnonzero((both != both[0]).any(axis=0))
        columns = np.concatenate([side[self.rows] for side in sides], axis=1)
        columns = columns.reshape(len(self.rows), sum(self.seeds) * 2 * classes)
        self.columns = columns.astype(np.float32)  # counts: exact up to 2^24 texts

    def differences(self, swapped: NDArray[np.uint8]) -> Floats:
        """Swap the texts that are 1 in (draws, n); give differences of F1 and accuracy, (draws, 2).

        A swap gives a text's prediction of the baseline to the model and that of the model to the
        baseline, for each pair of a model's seed and a baseline's seed; the difference is the mean
        over pairs.
        """
        sums = swapped[:, self.rows].astype(np.float32) @ self.columns
        sums = sums.astype(np.float64).reshape(len(swapped), sum(self.seeds), -1)
        model, baseline = np.split(sums, [self.seeds[0]], axis=1)
        change = baseline[:, None] - model[:, :, None]  # (draws, seeds, the baseline's, counts)
        ours = score_counts(self.whole[0][:, None] + change, self.actual)
        theirs = score_counts(self.whole[1] - change, self.actual)
        return np.stack([(ours[name] - theirs[name]).mean(axis=(1, 2)) for name in TESTED], axis=1)


def permute(labels: Labels, swaps: list[Swaps], *, draws: int, seed: int) -> Floats:
    """Test all models by approximate randomisation, with the same swaps for all.

    Each text is swapped with probability 1/2. The p-values of F1 and of accuracy, (models, 2), are
    the shares of draws whose difference is at least as far from 0 as the observed one, on either
    side (Noreen 1989, Computer-Intensive Methods for Testing Hypotheses; Yeh 2000, COLING). The
    observed difference counts as one more draw, so that no p-value is 0 (Phipson and Smyth 2010,
    Stat. Appl. Genet. Mol. Biol. 9).
    """
    n = len(labels)
    none = np.zeros((1, n), np.uint8)
    observed = np.array([model.differences(none)[0] for model in swaps]).reshape(-1, len(TESTED))
    as_far = np.zeros(observed.shape)
    generator = np.random.default_rng(seed)
    rows = max(1, CHUNK // n)
    for start in range(0, draws, rows):
        swapped = generator.integers(2, size=(min(rows, draws - start), n), dtype=np.uint8)
        for i, model in enumerate(swaps):
            far = abs(model.differences(swapped)) >= abs(observed[i]) - SAME
            as_far[i] += far.sum(axis=0)
    return (1 + as_far) / (1 + draws)


def compare(
    labels: Labels, models: dict[str, Outcomes], baseline: str, *, draws: int, seed: int
) -> dict[str, PValues]:
    """Test every model but the baseline against it: F1 by draws of swaps.

    Accuracy is tested by an exact McNemar test where both have one seed, else by swaps too.
    """
    theirs = models[baseline]
    rivals = {name: model for name, model in models.items() if name != baseline}
    swaps = [Swaps(labels, model, theirs) for model in rivals.values()]
    p_values = permute(labels, swaps, draws=draws, seed=seed)
    for row, model in zip(p_values, rivals.values(), strict=True):
        if len(model.chosen) == len(theirs.chosen) == 1:
            row[1] = mcnemar(model.chosen[0] == labels, theirs.chosen[0] == labels)
    by_f1, by_accuracy = p_values.T.tolist()
    columns = zip(by_f1, holm(by_f1), by_accuracy, holm(by_accuracy), strict=True)
    return {
        name: {"p_f1": f1, "p_f1_holm": f1_holm, "p_accuracy": p, "p_accuracy_holm": holm_p}
        for name, (f1, f1_holm, p, holm_p) in zip(rivals, columns, strict=True)
    }
