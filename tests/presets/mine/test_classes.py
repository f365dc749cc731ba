"""The classes of the user's texts, and which of two is positive."""

from pathlib import Path

import pytest

from bakeoff.core.errors import BakeoffError
from tests.presets.mine.tables import begin, rows, table


def test_equivalent_labels_are_merged_and_named(folder):
    """As pandas makes floats of some."""
    Path("a.csv").write_text(table(rows(classes=("1", "0", "1.0"))), "utf-8")
    said, params = begin("a.csv")
    assert params["prepare"]["labels"] == "merge"
    assert 'equivalent labels are merged: "1" (20) and "1.0" (20) (prepare.labels: m' in said
    assert params["evaluate"]["metric"] == "f1"


def test_one_class_is_refused(folder):
    """Also if it has two spellings."""
    Path("a.csv").write_text(table(rows(classes=("good", "Good"))), "utf-8")
    with pytest.raises(BakeoffError, match=r"two classes or more, got only \['good'\]"):
        begin("a.csv")


def test_the_positive_class_may_be_named(folder):
    """The rarer one is positive otherwise; of three, none is."""
    Path("a.csv").write_text(table(rows()), "utf-8")
    for options, positive in (({}, "good"), ({"positive": "bad"}, "bad")):
        assert begin("a.csv", **options)[1]["prepare"]["table"]["positive"] == positive
    Path("b.csv").write_text(table(rows(classes=("good", "bad", "odd"))), "utf-8")
    with pytest.raises(BakeoffError, match=r'^--positive: expected one of two classes, got "good"'):
        begin("b.csv", positive="good")
