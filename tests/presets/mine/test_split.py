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
    assert params["prepare"]["folds"] == 5 and "3 folds" not in said


def test_few_rare_classes_of_many_texts_are_dropped_without_a_try(folder, monkeypatch):
    """Those of fewer texts than three folds."""
    monkeypatch.setattr(split, "TRIED", 50)
    odd = [(f"an odd one of {n}", label) for n, label in enumerate(("one", "two", "two"))]
    Path("a.csv").write_text(table([*rows(), *odd]), "utf-8")
    said, params = begin("a.csv")
    assert params["prepare"]["rare"] == "drop" and params["prepare"]["folds"] == 5
    assert 'classes with too few texts are dropped: "one" (1), "two" (2)' in said
    five = [(f"one of five, {word}", "three") for word in WORDS[:5]]
    Path("a.csv").write_text(table([*rows(), *odd, *five]), "utf-8")
    said, params = begin("a.csv")
    assert params["prepare"]["folds"] == 3 and "  3 folds, because" in said


@pytest.mark.parametrize(("rule", "left"), [("drop", 2), ("pool", 3)])
def test_many_rare_classes_of_21000_texts_are_not_dropped_unasked(folder, rule, left):
    """The error counts their texts and names both options."""
    made = [(f"film {n:05}", "good" if n % 2 else "bad") for n in range(12_000)]
    made += [(f"plot {n:05}", f"class {n // 2}") for n in range(9_000)]
    Path("a.csv").write_text(table(made), "utf-8")
    with pytest.raises(BakeoffError) as caught:
        begin("a.csv")
    assert str(caught.value) == (
        "labels: expected each class with 3 texts or more, got 4500 classes with fewer, which hold "
        '9000 of 21000 texts: "class 0" (2), "class 1" (2), "class 10" (2) and 4497 more; drop '
        "them with --rare drop, pool them in one class with --rare pool, or add texts"
    )
    assert not Path("presets/mine.yaml").exists()
    said, params = begin("a.csv", rare=rule)
    assert params["prepare"]["rare"] == rule and ('"other" (9000)' in said) == (left == 3)


@pytest.mark.parametrize("rule", [None, "drop"])
def test_two_classes_are_left_of_many_texts(folder, monkeypatch, rule):
    """A rare class is not dropped if only one other is left."""
    monkeypatch.setattr(split, "TRIED", 50)
    made = [*rows(classes=["good"]), ("an odd one", "odd")]
    Path("a.csv").write_text(table(made), "utf-8")
    with pytest.raises(BakeoffError, match=r"expected two classes or more with 3 texts"):
        begin("a.csv", rare=rule)


def test_three_folds_of_many_texts_are_named(folder, monkeypatch):
    """A class of five texts is not rare, but small."""
    monkeypatch.setattr(split, "TRIED", 50)
    odd = [(f"an odd {word}", "odd") for word in WORDS[:5]]
    Path("a.csv").write_text(table([*rows(), *odd]), "utf-8")
    said, params = begin("a.csv")
    assert params["prepare"]["folds"] == 3 and params["prepare"]["rare"] == "refuse"
    assert "  3 folds, because the smallest class is small" in said


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
