"""Scores against scikit-learn's definitions, and the threshold of the validation split."""

import numpy as np
import pytest
from sklearn.metrics import f1_score

from bakeoff.evaluation.scoring.scores import best_threshold, decide, macro_f1, score, summarise

LABELS = np.array([0, 0, 0, 1, 1], np.int32)
PROBABILITIES = np.array([[0.9, 0.1], [0.6, 0.4], [0.3, 0.7], [0.4, 0.6], [0.8, 0.2]], np.float32)


def test_scores_by_hand():
    """One of two hits, one false alarm."""
    found = score(LABELS, PROBABILITIES)
    assert found["accuracy"] == 0.6
    assert found["precision"] == found["recall"] == found["f1"] == 0.5
    assert found["log_loss"] == pytest.approx(-np.log([0.9, 0.6, 0.3, 0.6, 0.2]).mean(), abs=1e-6)


def test_the_threshold_of_two_classes_counts_itself_in():
    """A probability of just the threshold is the second class."""
    assert decide(PROBABILITIES, 0.4).tolist() == [0, 1, 1, 1, 0]


def test_more_classes_are_averaged():
    """F1 is the mean over classes; the most probable class is chosen."""
    wide = np.array([[0.6, 0.2, 0.2], [0.1, 0.8, 0.1], [0.5, 0.1, 0.4]], np.float32)
    labels = np.array([0, 1, 2], np.int32)
    found = score(labels, wide)
    assert found["f1"] == pytest.approx(f1_score(labels, [0, 1, 0], average="macro"), abs=1e-6)
    assert 0 < found["roc_auc"] <= 1


def test_what_is_not_defined_is_left_out():
    """A slice may hold one class only."""
    found = score(np.zeros(5, np.int32), PROBABILITIES)
    assert "roc_auc" not in found
    assert found["recall"] == 0.0


def test_the_best_threshold_has_the_best_f1():
    """None of the probabilities makes a better one."""
    best = best_threshold(LABELS, PROBABILITIES)
    tried = [f1_score(LABELS, decide(PROBABILITIES, t)) for t in PROBABILITIES[:, 1]]
    assert f1_score(LABELS, decide(PROBABILITIES, best)) == max(tried)


def test_mean_and_deviation_over_seeds():
    """Of one seed the deviation is zero; a score that one seed lacks is left out."""
    mean, spread = summarise([{"f1": 0.4, "roc_auc": 1.0}, {"f1": 0.6}])
    assert mean == {"f1": 0.5}
    assert spread["f1"] == pytest.approx(0.141421)
    assert summarise([{"f1": 0.4}])[1] == {"f1": 0.0}


@pytest.mark.parametrize("classes", [2, 3])
def test_macro_f1_is_the_mean_over_classes(classes):
    """One that is neither there nor predicted counts as 0."""
    labels = np.array([0, 1, 1, 0, 1], np.int32)
    probabilities = np.full((5, classes), 0.1, np.float32)
    probabilities[np.arange(5), [0, 1, 0, 0, 1]] = 0.8
    expected = (0.8 + 0.8) / classes
    assert macro_f1(labels, probabilities) == pytest.approx(expected, abs=1e-6)
