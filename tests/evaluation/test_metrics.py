"""Which metric a verdict rests on, and what does not fit."""

import numpy as np
import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.evaluation.metrics import METRICS, find_metric

TWO = np.array([0, 1, 1, 0], np.int32)


def test_f1_of_more_than_two_classes_is_macro_f1():
    """And it is called so."""
    three = find_metric("f1", np.array([0, 1, 2]), ["a", "b", "c"])
    assert (three.name, three.label) == ("macro_f1", "macro F1")
    assert find_metric("f1", TWO, ["ham", "spam"]).label == "F1"


def test_log_loss_is_better_where_it_is_lower():
    """All others are better where they are higher."""
    assert [name for name, metric in METRICS.items() if metric.sign < 0] == ["log_loss"]
    assert (METRICS["log_loss"].sign, METRICS["log_loss"].best) == (-1, 0.0)


def test_recall_names_the_precision_it_requires():
    """In sentences, `recall at precision .95`."""
    found = find_metric("recall_at_precision", TWO, ["ham", "spam"], 0.95)
    assert found.label == "recall at precision .95"
    assert find_metric("recall_at_precision", TWO, ["ham", "spam"]).label.endswith("precision 1")
    strict = find_metric("recall_at_precision", TWO, ["ham", "spam"], 0.999)
    assert strict.label == "recall at precision .999"


@pytest.mark.parametrize("name", ["f1", "macro_f1"])
def test_a_class_that_no_tested_text_has_bounds_macro_f1(name):
    """A model without errors scores 0 in it, so that its mean is less than 1."""
    found = find_metric(name, np.array([0, 1, 1, 0]), ["a", "b", "c"])
    assert found.best == pytest.approx(2 / 3)
    assert find_metric(name, np.array([0, 1, 2]), ["a", "b", "c"]).best == 1.0


@pytest.mark.parametrize(
    ("name", "labels", "classes", "message"),
    [
        ("recall_at_precision", TWO, "abc", "expects two classes, got 3"),
        ("f1", TWO * 0, "ab", "got none of 'b'; use accuracy or log_loss"),
        ("pr_auc", TWO, "abc", "got none of 'c'"),
    ],
)
def test_a_metric_that_does_not_fit_is_refused(name, labels, classes, message):
    """The line says what was expected, what was found, and what to use."""
    with pytest.raises(BakeoffError, match=message):
        find_metric(name, labels, list(classes))
