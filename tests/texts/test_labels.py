"""The order of classes, unknown classes, and texts with several labels."""

import numpy as np
import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.core.table import Partition, Table
from bakeoff.texts.labels import (
    expect_known_classes,
    expect_tested_classes,
    find_conflicts,
    order_classes,
    settle_conflicts,
)
from tests.texts.tables import labelled

TEXTS = labelled(ham=7)
LABELS = ["ham", "spam", "ham", "ham", "spam", "spam", "ham"]
TEXTS = [text._replace(label=label) for text, label in zip(TEXTS, LABELS, strict=True)]
CONTENTS = np.array([0, 1, 1, 2, 1, 3, 0])
ALL = np.ones(7, bool)


@pytest.mark.parametrize(
    ("positive", "classes"),
    [("spam", ["ham", "spam"]), ("ham", ["spam", "ham"]), (None, ["ham", "spam"])],
)
def test_the_positive_class_is_the_last(positive, classes):
    """Its probability is the second of two."""
    assert order_classes(labelled(spam=2, ham=3), positive) == classes


def test_several_classes_are_sorted():
    """None of them is positive."""
    assert order_classes(labelled(c=1, a=1, b=1), None) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("texts", "positive", "expected"),
    [
        (labelled(ham=3), "spam", "two classes or more, got only ['ham']"),
        (labelled(ham=3, junk=3), "spam", "'spam' (`positive`)"),
        (labelled(ham=3, junk=3, spam=3), "spam", "two classes with 'spam'"),
    ],
)
def test_classes_that_do_not_fit_are_refused(texts, positive, expected):
    """One class, or a positive class that is none of two."""
    with pytest.raises(BakeoffError) as caught:
        order_classes(texts, positive)
    assert expected in str(caught.value) and "\n" not in str(caught.value)


def test_a_class_that_only_held_out_texts_have_is_refused():
    """With the number of its texts; the reverse is no error."""
    texts = labelled(ham=3, spam=2)
    spam = np.array([text.label == "spam" for text in texts])
    with pytest.raises(BakeoffError, match="got 2 of 'spam'"):
        expect_known_classes(texts, spam)
    expect_known_classes(texts, ~ALL[:5])
    expect_known_classes(labelled(ham=3, spam=2, eggs=1)[:6], np.arange(6) < 2)


def test_only_pr_auc_needs_every_class_among_the_tested_texts():
    """Tested in any partition."""
    roles = np.array([["train", "test", "train"], ["test", "train", "train"]])
    table = Table(labelled(a=1, b=1, c=1), [Partition(0, 0), Partition(0, 1)], roles)
    with pytest.raises(BakeoffError, match="got none of 'c'"):
        expect_tested_classes(table, ["a", "b", "c"], "pr_auc")
    expect_tested_classes(table, ["a", "b", "c"], "macro_f1")
    expect_tested_classes(table, ["a", "b"], "pr_auc")


def test_conflicts_are_equal_contents_with_several_labels():
    """Only among the texts that are looked at."""
    assert find_conflicts(TEXTS, CONTENTS, ALL) == [[1, 2, 4]]
    assert find_conflicts(TEXTS, CONTENTS, np.arange(7) != 2) == []


@pytest.mark.parametrize(
    ("rule", "labels", "kept"),
    [
        ("keep", ["spam", "ham", "spam"], [0, 1, 2, 3, 4, 5, 6]),
        ("majority", ["spam", "spam", "spam"], [0, 1, 2, 3, 4, 5, 6]),
        ("drop", ["spam", "ham", "spam"], [0, 3, 5, 6]),
    ],
)
def test_a_rule_settles_conflicts(rule, labels, kept):
    """Other texts are as they were."""
    settled, found = settle_conflicts(TEXTS, [[1, 2, 4]], rule)
    assert [settled[row].label for row in (1, 2, 4)] == labels
    assert np.flatnonzero(found).tolist() == kept
    assert [settled[row] for row in (0, 3, 5, 6)] == [TEXTS[row] for row in (0, 3, 5, 6)]
    assert settle_conflicts(TEXTS, [], rule)[1].all()


def test_of_equally_frequent_labels_the_first_stands():
    """In the order of the file."""
    settled, _ = settle_conflicts(TEXTS, [[4, 6], [0, 1]], "majority")
    assert [settled[row].label for row in (4, 6, 0, 1)] == ["spam", "spam", "ham", "ham"]
