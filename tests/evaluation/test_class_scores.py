"""Scores of each class."""

import numpy as np
import pytest

from bakeoff.evaluation.class_scores import score_classes

LABELS = np.array([0, 0, 0, 1, 1, 2], np.int32)
CHOSEN = np.array([[0, 0, 1, 1, 2, 2], [0, 0, 0, 1, 1, 1]], np.int32)


def test_scores_are_means_over_repeats():
    """By hand: class 0 has 2 of 2 and 2 of 3, then 3 of 3 twice; class 2 is found once."""
    found = score_classes(LABELS, CHOSEN, ["x", "y", "z"])
    assert found["x"] == pytest.approx(
        {"precision": 1, "recall": (2 / 3 + 1) / 2, "f1": 0.9}, abs=5e-5
    )
    y = {"precision": (1 / 2 + 2 / 3) / 2, "recall": (1 / 2 + 1) / 2, "f1": (1 / 2 + 4 / 5) / 2}
    assert found["y"] == pytest.approx(y, abs=5e-5)
    assert found["z"] == pytest.approx({"precision": 1 / 4, "recall": 1 / 2, "f1": 1 / 3}, abs=5e-5)


def test_a_class_that_is_never_tested_nor_chosen_scores_zero():
    """Its count of texts, which is zero, stands beside it."""
    found = score_classes(LABELS, CHOSEN, ["x", "y", "z", "__proto__"])
    assert found["__proto__"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0}


def test_two_hundred_classes_are_scored():
    """Every text is right but those of the first class, which are taken for the second."""
    labels = np.repeat(np.arange(200, dtype=np.int32), 5)
    chosen = np.where(labels == 0, 1, labels)[None]
    found = score_classes(labels, chosen, [f"class {number}" for number in range(200)])
    assert found["class 0"]["f1"] == 0 and found["class 199"]["f1"] == 1
    assert found["class 1"] == {"precision": 0.5, "recall": 1.0, "f1": 0.666667}
