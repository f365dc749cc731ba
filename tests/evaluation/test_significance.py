"""Tests against the baseline: by hand, and by going through all swaps."""

from itertools import product
from math import comb

import numpy as np
import pytest
from sklearn.metrics import f1_score

from bakeoff.evaluation.significance import compare, holm, mcnemar
from bakeoff.evaluation.weighted import Outcomes

SETTINGS = {"draws": 20_000, "seed": 1}


def outcomes(*chosen, classes=2):
    """Make outcomes of choices, one list a seed."""
    numbers = np.array(chosen, np.int32)
    return Outcomes(numbers, np.eye(classes, dtype=np.float32)[numbers])


def f1(labels, chosen):
    """Count F1 by its definition; scikit-learn's takes 1 ms."""
    return 2 * (labels & chosen).sum() / (labels.sum() + chosen.sum())


def accuracy(labels, chosen):
    """Count the share that is right."""
    return (labels == chosen).mean()


def all_swaps(labels, ours, theirs, score):
    """Give the exact p-value: the share of all ways to swap that differ as much as no swap."""

    def difference(swap):
        return np.mean(
            [
                score(labels, np.where(swap, b, a)) - score(labels, np.where(swap, a, b))
                for a in ours.chosen
                for b in theirs.chosen
            ]
        )

    found = [difference(np.array(swap)) for swap in product((0, 1), repeat=len(labels))]
    return np.mean(np.abs(found) >= abs(found[0]) - 1e-12)


@pytest.mark.parametrize("seeds", [(1, 1), (3, 1), (2, 2)])
def test_swaps_come_to_what_all_swaps_give(seeds):
    """F1 and, of more seeds than one, accuracy; ten messages have 1,024 ways."""
    generator = np.random.default_rng(3)
    labels = np.array([0, 0, 0, 0, 0, 1, 1, 1, 1, 1], np.int32)
    ours, theirs = (
        outcomes(*np.where(generator.random((k, 10)) < error, 1 - labels, labels))
        for k, error in zip(seeds, (0.1, 0.5), strict=True)
    )
    found = compare(labels, {"ours": ours, "theirs": theirs}, "theirs", **SETTINGS)["ours"]
    exact = all_swaps(labels, ours, theirs, f1)
    assert found["p_f1"] == pytest.approx(exact, abs=4 * np.sqrt(exact / 20_000))
    if seeds != (1, 1):
        exact = all_swaps(labels, ours, theirs, accuracy)
        assert found["p_accuracy"] == pytest.approx(exact, abs=4 * np.sqrt(exact / 20_000))


def test_more_classes_are_averaged():
    """F1 is the mean over classes."""
    labels = np.array([0, 1, 2, 0, 1, 2, 0, 1], np.int32)
    ours = outcomes([0, 1, 2, 0, 1, 2, 1, 1], classes=3)
    theirs = outcomes([0, 2, 1, 0, 0, 2, 1, 2], classes=3)
    found = compare(labels, {"ours": ours, "theirs": theirs}, "theirs", **SETTINGS)["ours"]

    def macro(labels, chosen):
        return f1_score(labels, chosen, average="macro", labels=[0, 1, 2], zero_division=0.0)

    assert found["p_f1"] == pytest.approx(all_swaps(labels, ours, theirs, macro), abs=0.015)


def test_mcnemar_by_hand():
    """Nine messages to two: both tails of eleven coins."""
    ours = np.array([True] * 9 + [False] * 2 + [True] * 5)
    theirs = np.array([False] * 9 + [True] * 2 + [True] * 5)
    by_hand = 2 * sum(comb(11, wins) for wins in (0, 1, 2)) / 2**11
    assert mcnemar(ours, theirs) == pytest.approx(by_hand)
    assert mcnemar(theirs, ours) == pytest.approx(by_hand)
    assert mcnemar(ours, ours) == 1.0


def test_one_seed_on_both_sides_makes_accuracy_mcnemars():
    """The exact figure, without draws."""
    labels = np.zeros(6, np.int32)
    models = {"ours": outcomes([0] * 6), "theirs": outcomes([1] * 5 + [0])}
    assert compare(labels, models, "theirs", draws=10, seed=1)["ours"]["p_accuracy"] == 2 / 2**5


def test_holm_by_hand():
    """The smallest times their number, and so on; none is below the one before, nor above 1."""
    assert holm([0.04, 0.01, 0.03, 0.6]) == pytest.approx([0.09, 0.04, 0.09, 0.6])
    assert holm([0.5, 0.6]) == [1.0, 1.0]
    assert holm([]) == []


def test_a_model_like_the_baseline_ties():
    """With more seeds too; p is 1."""
    labels = np.array([0, 1, 1, 0], np.int32)
    models = {"base": outcomes([0, 1, 0, 0]), "twins": outcomes([0, 1, 0, 0], [0, 1, 0, 0])}
    twins = compare(labels, models, "base", draws=100, seed=1)["twins"]
    assert (twins["p_f1"], twins["p_accuracy"]) == (1.0, 1.0)


def test_no_p_value_is_nought():
    """The real predictions count as one draw more."""
    labels = np.tile(np.array([0, 1], np.int32), 20)
    models = {"right": outcomes(labels, labels), "wrong": outcomes(1 - labels)}
    found = compare(labels, models, "wrong", draws=50, seed=1)["right"]
    assert found["p_f1"] == found["p_accuracy"] == 1 / 51


def test_a_model_s_p_value_depends_on_no_other_model():
    """Nor on the run; what is corrected for their number does."""
    generator = np.random.default_rng(1)
    labels, *chosen = generator.integers(2, size=(4, 30)).astype(np.int32)
    models = {name: outcomes(seed) for name, seed in zip("abc", chosen, strict=True)}
    found = compare(labels, models, "a", draws=500, seed=1)
    assert compare(labels, models, "a", draws=500, seed=1) == found
    alone = compare(labels, {"a": models["a"], "c": models["c"]}, "a", draws=500, seed=1)
    assert alone["c"]["p_f1"] == found["c"]["p_f1"]
    assert alone["c"]["p_f1_holm"] <= found["c"]["p_f1_holm"]


def test_a_baseline_alone_is_compared_with_nothing():
    """No models, no comparisons."""
    labels = np.array([0, 1], np.int32)
    assert compare(labels, {"base": outcomes([0, 1])}, "base", draws=10, seed=1) == {}
