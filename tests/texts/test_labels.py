"""The order of classes, unknown classes, and cells of several labels."""

import numpy as np
import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.core.table import Partition, Table
from bakeoff.texts.labels import (
    expect_known_classes,
    expect_one_label_each,
    expect_tested_classes,
    find_several_labels,
    order_classes,
)
from tests.texts.tables import labelled


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
    expect_known_classes(texts, np.zeros(5, bool))
    expect_known_classes(labelled(ham=3, spam=2, eggs=1)[:6], np.arange(6) < 2)


def test_only_pr_auc_needs_every_class_among_the_tested_texts():
    """Tested in any partition."""
    roles = np.array([["train", "test", "train"], ["test", "train", "train"]])
    table = Table(labelled(a=1, b=1, c=1), [Partition(0, 0), Partition(0, 1)], roles)
    with pytest.raises(BakeoffError, match="got none of 'c'"):
        expect_tested_classes(table, ["a", "b", "c"], "pr_auc")
    expect_tested_classes(table, ["a", "b", "c"], "macro_f1")
    expect_tested_classes(table, ["a", "b"], "pr_auc")


@pytest.mark.parametrize(
    ("cells", "separator"),
    [
        (["a", "b", "c", "a|b", "b|c"], "|"),
        (["a;b", "b; c", "c;d", "a;d"], ";"),
        (["['a', 'b']", "['b']", "['a']"], ","),
        (["toxic", "toxic/insult", "insult"], "/"),
    ],
)
def test_cells_of_several_labels_are_recognised(cells, separator):
    """By their parts, which are labels too or stand at several places."""
    found = find_several_labels(cells * 3)
    assert found.separator == separator and found.rows == 3 * sum(separator in c for c in cells)


@pytest.mark.parametrize(
    "cells",
    [
        ["sci/space", "sci/med", "rec/autos", "sci"],
        ["Arts, Culture", "Business", "Science"],
        ["C", "C++", "C#"],
        ["1,0", "1,5", "2,0", "2,5", "3,0"],
        ["1,0", "1", "0,0", "0"],
        ["-0,5", "0", "0,5", "5"],
        ["a"] * 50 + ["b"] * 50 + ["a|b"],
    ],
)
def test_names_that_hold_a_separator_are_single_labels(cells):
    """So is a slip in one row of a hundred."""
    assert find_several_labels(cells) is None


def test_a_column_of_several_labels_is_refused_in_one_line():
    """With an example, and with what to do."""
    with pytest.raises(
        BakeoffError,
        match=r"^prepare\.table\.label: .*2 of 4 rows, separated by '\|', such as 'a\|b'",
    ):
        expect_one_label_each(["a", "b", "a|b", "a|b"])
