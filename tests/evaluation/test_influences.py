"""What each text adds to a score: against weights that are moved a little."""

import numpy as np
import pytest

from bakeoff.evaluation.influences import find_values
from bakeoff.evaluation.pooled import Pooled, PooledScorer
from benchmarks.answer import make_world

STEP = 1e-5
SCORES = ["accuracy", "precision", "recall", "f1", "macro_f1", "mcc", "log_loss", "brier"]


def score(labels, pooled, weights, name):
    """Score one repeat for weights that are not whole numbers."""
    return PooledScorer(labels, pooled, 0.8).score(weights, weights.T)[name]


def coarse(pooled):
    """Round probabilities, so that many are tied."""
    return Pooled(pooled.chosen, np.round(pooled.probabilities + 0.05, 1), pooled.rounds)


@pytest.mark.parametrize("classes", [2, 4])
@pytest.mark.parametrize("name", SCORES)
def test_values_are_the_score_and_what_a_little_weight_changes(name, classes):
    """Text by text; the mean over texts is the score."""
    texts, models = make_world(60, 1, 2, classes)
    pooled = models["model0"]
    values = find_values(texts.labels, pooled, name)
    whole = score(texts.labels, pooled, np.ones((1, 60)), name)
    moved = score(texts.labels, pooled, 1 + STEP * np.eye(60), name)
    assert values.mean(axis=0) == pytest.approx(whole + 60 * (moved - whole) / STEP, abs=1e-2)
    assert values.mean() == pytest.approx(whole[0], abs=1e-6)


@pytest.mark.parametrize("classes", [2, 4])
@pytest.mark.parametrize("name", ["pr_auc", "roc_auc"])
def test_values_of_ranks_have_the_score_of_their_round_as_mean(name, classes):
    """Texts change the score of their own round only; many are tied."""
    texts, models = make_world(200, 1, 1, classes)
    pooled = coarse(models["model0"])
    values = find_values(texts.labels, pooled, name)[0]
    whole = score(texts.labels, pooled, np.ones((1, 200)), name)
    moved = score(texts.labels, pooled, 1 + STEP * np.eye(200), name)
    rounds = pooled.rounds[0]
    levels = values - 200 * (moved - whole) / STEP
    for number in range(5):
        held = rounds == number
        part = Pooled(*(x[:, held] for x in vars(pooled).values()))
        expected = score(texts.labels[held], part, np.ones((1, 40)), name)[0]
        assert values[held].mean() == pytest.approx(expected)
        assert levels[held] == pytest.approx(expected, abs=2e-3)


def test_recall_at_a_fixed_threshold_is_the_share_of_positives_above_it():
    """A positive above it is worth a hit, one below a miss; a negative changes nothing."""
    labels = np.array([1, 1, 0, 1, 0], np.int32)
    second = np.array([[0.9, 0.8, 0.7, 0.6, 0.5]], np.float32)
    wide = np.stack([1 - second, second], axis=2)
    pooled = Pooled(labels[None], wide, np.zeros((1, 5), np.int32))
    values = find_values(labels, pooled, "recall_at_precision", 0.8)[0]
    hit, miss = 2 / 3 + 5 / 3 * (1 - 2 / 3), 2 / 3 - 5 / 3 * 2 / 3
    assert values == pytest.approx([hit, hit, 2 / 3, miss, 2 / 3])


def test_a_round_without_a_class_has_the_mean_of_the_others():
    """Its score is not defined."""
    labels = np.array([1, 0, 0, 0], np.int32)
    wide = np.array([[[0.2, 0.8], [0.9, 0.1], [0.5, 0.5], [0.4, 0.6]]], np.float32)
    pooled = Pooled(labels[None], wide, np.array([[0, 0, 1, 1]], np.int32))
    assert find_values(labels, pooled, "pr_auc")[0] == pytest.approx([1, 1, 1, 1])
