"""The split that the texts allow, and what becomes of rare classes."""

from pathlib import Path

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.presets.mine import split
from tests.presets.mine.tables import WORDS, begin, rows, table


def test_a_class_too_rare_is_dropped_by_name(folder):
    """Not in silence."""
    Path("a.csv").write_text(table([*rows(), ("an odd one", "rare")]), "utf-8")
    said, params = begin("a.csv")
    assert params["prepare"]["rare"] == "drop" and 'are dropped: "rare" (1)' in said
    assert params["prepare"]["table"]["positive"] == "good"


def test_rare_classes_of_many_texts_are_dropped_without_a_try(folder, monkeypatch):
    """Those of fewer texts than three folds."""
    monkeypatch.setattr(split, "TRIED", 50)
    odd = [(f"an odd one of {n}", label) for n, label in enumerate(("one", "two", "two"))]
    Path("a.csv").write_text(table([*rows(), *odd]), "utf-8")
    said, params = begin("a.csv")
    assert params["prepare"]["rare"] == "drop" and params["prepare"]["folds"] == 3
    assert 'are dropped: "one" (1), "two" (2)' in said


@pytest.mark.parametrize(("rule", "left"), [("drop", 2), ("pool", 3)])
def test_many_rare_classes_are_for_the_user_to_drop_or_pool(folder, rule, left):
    """Ten classes of a text each are not dropped unasked; the error names the option."""
    odd = [(f"an odd one, {word}", f"rare {word}") for word in "abcdefghij"]
    Path("a.csv").write_text(table([*rows(), *odd]), "utf-8")
    with pytest.raises(BakeoffError, match=r"pool rare classes \(prepare.*`bakeoff init --rare`\)"):
        begin("a.csv")
    said, params = begin("a.csv", rare=rule)
    assert params["prepare"]["rare"] == rule and '"rare a" (1)' in said
    assert "70 texts of 12 classes" in said
    assert ("positive" in said) == (left == 2) and ('"other" (10)' in said) == (left == 3)


def test_a_class_that_only_the_test_file_has_may_be_dropped(folder):
    """Unless it leaves no test text."""
    Path("a.csv").write_text(table(rows()), "utf-8")
    odd = [(f"an odd one, {word}", "odd") for word in "abcdefghijkl"]
    for name, made in (("some.csv", [*odd, *rows(20, WORDS[::-1])]), ("all.csv", odd)):
        Path(name).write_text(table(made), "utf-8")
        with pytest.raises(BakeoffError, match=r"'odd'.*`bakeoff init --rare drop`\)"):
            begin("a.csv", test=Path(name))
    said, _ = begin("a.csv", test=Path("some.csv"), rare="drop")
    assert "  20 of these texts are held out" in said
    with pytest.raises(BakeoffError, match="got none after those of other classes"):
        begin("a.csv", test=Path("all.csv"), rare="drop")


def test_near_duplicates_are_not_joined_where_a_large_class_holds_few_others(folder):
    """Rather than dropping the class."""
    near = [(f"call {n:04} now and win", "odd") for n in range(10)]
    Path("a.csv").write_text(table([*rows(), *near]), "utf-8")
    said, params = begin("a.csv")
    assert params["prepare"]["duplicates"] == "normalised" and "near duplicates may be" in said
    assert params["prepare"]["rare"] == "refuse" and "odd" in said
