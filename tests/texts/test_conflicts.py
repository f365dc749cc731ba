"""Texts of equal content and several labels."""

import numpy as np
import pytest

from bakeoff.texts.conflicts import find_conflicts, settle_conflicts
from tests.texts.tables import labelled

TEXTS = labelled(ham=7)
LABELS = ["ham", "spam", "ham", "ham", "spam", "spam", "ham"]
TEXTS = [text._replace(label=label) for text, label in zip(TEXTS, LABELS, strict=True)]
CONTENTS = np.array([0, 1, 1, 2, 1, 3, 0])
ALL = np.ones(7, bool)


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
