"""Classes that are too rare for a split."""

from collections import Counter

import numpy as np
import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.texts.rare import expect_classes_left, expect_groups, find_rare, groups_needed, pool
from tests.texts.tables import labelled, prepare

TIME = {"split": "time", "time": "day"}


@pytest.mark.parametrize(
    ("keys", "needed"),
    [
        ({}, 5),
        ({"folds": 2}, 3),
        ({"folds": 2, "valid": 0.0}, 2),
        ({"split": "holdout"}, 3),
        (TIME, 1),
        ({"split": "none"}, 1),
    ],
)
def test_a_class_needs_a_group_per_fold_or_part(keys, needed):
    """A split that is told its rows has to train on it."""
    assert groups_needed(prepare(**keys)) == needed


def test_rare_classes_are_found_by_their_groups_the_rarest_first():
    """However many texts the groups hold."""
    texts = labelled(a=40, b=4, c=9, d=2)
    texts = [t._replace(group=t.row % 3 if t.label == "c" else 10 + t.row) for t in texts]
    assert find_rare(texts, prepare(), np.ones(55, bool)) == {"d": 2, "c": 3, "b": 4}


def test_under_a_told_split_only_training_texts_count():
    """A class that they lack is rare."""
    texts = labelled(a=4, b=4)
    training = np.array([text.label == "a" for text in texts])
    assert find_rare(texts, prepare(**TIME), training) == {"b": 0}
    assert find_rare(texts, prepare(**TIME), np.ones(8, bool)) == {}


def test_rare_classes_are_pooled_in_one():
    """Unless a class has its name."""
    texts = pool(labelled(a=4, b=2, c=1), {"b": 2, "c": 1})
    assert sorted(text.label for text in texts) == [*"aaaa", "other", "other", "other"]
    with pytest.raises(BakeoffError, match=r"prepare\.rare: .* 'other'.* drop them"):
        pool(labelled(other=4, b=2), {"b": 2})


@pytest.mark.parametrize(
    ("counts", "keys", "expected"),
    [
        ({"ham": 99, "spam": 4}, {}, "in 5 texts or more, got 'spam', which has 4"),
        ({"ham": 99, "spam": 4}, {}, "lower prepare.folds (5)"),
        ({"ham": 99, "spam": 2}, {"folds": 2}, "in 3 texts or more, got 'spam', which has 2"),
        ({"ham": 99, "spam": 2}, {"split": "holdout"}, "set another split"),
        ({"ham": 99, "spam": 1}, {"split": "holdout", "valid": 0.0}, "in 2 texts or more"),
    ],
)
def test_a_class_of_too_few_texts_is_refused(counts, keys, expected):
    """Which class, how many, and what to do."""
    with pytest.raises(BakeoffError) as caught:
        expect_groups(labelled(**counts), prepare(**keys), Counter(counts))
    assert expected in str(caught.value) and "\n" not in str(caught.value)


def test_a_class_in_too_few_groups_is_refused():
    """However many texts they hold."""
    texts = [t._replace(group=t.row % 4 if t.label == "spam" else t.row) for t in labelled(ham=90)]
    texts += [t._replace(row=90 + t.row, group=100 + t.row % 4) for t in labelled(spam=40)]
    with pytest.raises(
        BakeoffError, match="5 groups of texts or more, got 'spam', which has 4 of 40 rows"
    ):
        expect_groups(texts, prepare(), Counter(spam=40))


def test_dropping_all_classes_but_one_is_refused():
    """With their names; it would end in a traceback later."""
    with pytest.raises(BakeoffError, match=r"2 classes of which 1 are in fewer.*'b' \(2\); lower"):
        expect_classes_left(labelled(a=9, b=2), {"b": 2}, prepare())
