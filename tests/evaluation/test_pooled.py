"""Scores pooled over rounds: against scikit-learn on repeated rows."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    brier_score_loss,
    f1_score,
    log_loss,
    matthews_corrcoef,
    precision_recall_curve,
    precision_score,
    recall_score,
    roc_auc_score,
)

from bakeoff.evaluation.pooled import Pooled, PooledScorer

PRECISION = 0.5


@st.composite
def worlds(draw):
    """Draw labels, predictions with many ties, rounds, and weights of which some are 0."""
    repeats, n, classes = (draw(st.integers(*ends)) for ends in ((1, 3), (2, 12), (2, 4)))
    labels = draw(arrays(np.int32, n, elements=st.integers(0, classes - 1)))
    cells = draw(arrays(np.float32, (repeats, n, classes), elements=st.sampled_from([0, 1, 2, 5])))
    cells[cells.sum(axis=2) == 0] = 1
    wide = cells / cells.sum(axis=2, keepdims=True)
    rounds = draw(arrays(np.int32, (repeats, n), elements=st.integers(0, 2)))
    weights = draw(arrays(np.int32, n, elements=st.integers(0, 3)))
    return labels, Pooled(wide.argmax(axis=2).astype(np.int32), wide, rounds), weights


def score_one(labels, pooled, weights):
    """Score one draw of `weights`; scores that are not defined are left out."""
    scorer = PooledScorer(labels, pooled, PRECISION)
    rows = weights[None].astype(np.float64)
    return {name: values[0] for name, values in scorer.score(rows, rows.T).items()}


def pooled_by_scikit_learn(labels, pooled, rows):
    """Average over repeats what scikit-learn computes of the rows, whatever their round."""
    classes = pooled.probabilities.shape[2]
    kept = np.union1d(labels[rows], np.setdiff1d(np.arange(classes), labels))
    options = {"zero_division": 0.0}
    two = {"average": "binary"} if classes == 2 else {"average": "macro", "labels": kept}
    found = []
    for repeat, wide in zip(pooled.chosen, pooled.probabilities, strict=True):
        truth, chosen = labels[rows], repeat[rows]
        given = truth, wide[rows].astype(float)
        scores = {"log_loss": log_loss(*given, labels=np.arange(classes))}
        scores["brier"] = brier_score_loss(*given, labels=np.arange(classes), scale_by_half="auto")
        scores["accuracy"] = accuracy_score(truth, chosen)
        scores["macro_f1"] = f1_score(truth, chosen, average="macro", labels=kept, **options)
        if classes > 2 or 1 in kept:
            scores["f1"] = f1_score(truth, chosen, **two, **options)
            scores["precision"] = precision_score(truth, chosen, **two, **options)
            scores["recall"] = recall_score(truth, chosen, **two, **options)
        if len(set(truth.tolist())) > 1:
            scores["mcc"] = matthews_corrcoef(truth, chosen)
        found.append(scores)
    return {name: np.mean([scores[name] for scores in found]) for name in found[0]}


@pytest.mark.filterwarnings("ignore::UserWarning")
@given(worlds())
@settings(max_examples=50, deadline=None)
def test_counts_and_losses_are_scikit_learns_of_all_rounds_together(world):
    """A score is nan exactly where scikit-learn has no such class to score."""
    labels, pooled, weights = world
    found = score_one(labels, pooled, weights)
    if not weights.any():
        assert all(np.isnan(value) for value in found.values())
        return
    expected = pooled_by_scikit_learn(labels, pooled, np.repeat(np.arange(len(labels)), weights))
    names = "accuracy", "log_loss", "brier", "macro_f1", "f1", "precision", "recall", "mcc"
    for name in names:
        assert found[name] == pytest.approx(expected.get(name, np.nan), abs=1e-6, nan_ok=True), name


def rank_by_scikit_learn(labels, pooled, weights):
    """Average over classes and rounds, then over repeats, where both kinds are there."""
    repeats, _, classes = pooled.probabilities.shape
    means = []
    for repeat in range(repeats):
        cells = []
        for held in np.unique(pooled.rounds[repeat]):
            rows = np.repeat(np.arange(len(labels)), weights * (pooled.rounds[repeat] == held))
            for number in [1] if classes == 2 else range(classes):
                truth, guess = labels[rows] == number, pooled.probabilities[repeat, rows, number]
                if truth.any() and not truth.all():
                    precision, recall, _ = precision_recall_curve(truth, guess)
                    best = recall[precision >= PRECISION - 1e-9].max(initial=0)
                    areas = average_precision_score(truth, guess), roc_auc_score(truth, guess)
                    cells.append([*areas, best])
        means.append(np.mean(cells, axis=0) if cells else np.full(3, np.nan))
    return np.mean(means, axis=0)


@given(worlds())
@settings(max_examples=50, deadline=None)
def test_ranks_are_scikit_learns_within_rounds(world):
    """PR-AUC, ROC-AUC, and with two classes recall at the required precision."""
    labels, pooled, weights = world
    found = score_one(labels, pooled, weights)
    expected = rank_by_scikit_learn(labels, pooled, weights)
    names = ["pr_auc", "roc_auc", "recall_at_precision"]
    if pooled.probabilities.shape[2] > 2:
        assert names.pop() not in found
    for name, value in zip(names, expected, strict=False):
        assert found[name] == pytest.approx(value, abs=1e-9, nan_ok=True), name


def test_a_perfect_model_scores_1_and_no_loss_in_every_draw():
    """Which the check of what could be found relies on."""
    labels = np.array([0, 1, 1, 0, 1, 0], np.int32)
    wide = np.eye(2, dtype=np.float32)[[labels]]
    scorer = PooledScorer(labels, Pooled(labels[None], wide, np.zeros((1, 6), np.int32)), 0.9)
    weights = np.array([[1, 1, 1, 1, 1, 1], [0, 3, 0, 2, 0, 1], [1, 1, 0, 0, 0, 0]], float)
    scores = scorer.score(weights, weights.T)
    assert scores.pop("log_loss") == pytest.approx(0, abs=1e-12)
    assert scores.pop("brier") == pytest.approx(0, abs=1e-12)
    for name, values in scores.items():
        assert values == pytest.approx(1), name


def test_scores_of_differently_trained_rounds_are_not_ranked_together():
    """Each round ranks its texts perfectly; pooled, the second's negatives beat all positives."""
    labels = np.array([0, 1, 0, 1], np.int32)
    second = np.array([[0.1, 0.2, 0.8, 0.9]], np.float32)
    wide = np.stack([1 - second, second], axis=2)
    pooled = Pooled((second >= 0.5).astype(np.int32), wide, np.array([[0, 0, 1, 1]], np.int32))
    assert score_one(labels, pooled, np.ones(4, np.int32))["pr_auc"] == 1.0
