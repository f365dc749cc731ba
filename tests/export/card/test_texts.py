"""The card says what `prepare` did with duplicates, which depends on the split."""

import dataclasses

import pytest

from bakeoff.core.table import Text
from bakeoff.export.card.texts import write_data
from bakeoff.texts.arrange import arrange
from bakeoff.texts.settings import Prepare
from bakeoff.texts.table import Published
from tests.export.card.facts import facts_of, with_board
from tests.export.networks import SAMPLE

LETTERS = "abcdefghijklmnopqrst"
TEXTS = ["b" * 9, *(letter * 9 for letter in LETTERS), "A" * 9, "a" * 9, "t" * 9]
LABELS = ["spam", *["ham", "spam"] * 10, "ham", "ham", "spam"]
HELD_OUT = (19, 20)  # the rows of s and t


def prepared(folder, split, duplicates):
    """Write the card's section on texts that `prepare` lays out."""
    rows = range(len(TEXTS))
    texts = [Text(row, TEXTS[row], LABELS[row], row, "") for row in rows]
    part = ["test" if row in HELD_OUT else "" for row in rows]
    section = {**SAMPLE["prepare"], "split": split, "duplicates": duplicates, "folds": 2}
    section |= {"valid": 0.1, "test": 0.2, "time": "when"}
    section |= {"given": {"column": "part", "value": "test"}}
    columns = {"part": part, "when": [*map(str, rows)]}
    published = Published(texts, columns, 0, {"rows": len(rows)})
    _, _, counts = arrange(published, Prepare.model_validate(section))
    facts = with_board(facts_of(folder), split=split)
    params = facts.params.model_copy(update={"duplicates": duplicates})
    return write_data(dataclasses.replace(facts, data=counts, params=params))


@pytest.mark.parametrize("duplicates", ["exact", "normalised", "near"])
def test_under_given_no_copy_is_said_to_be_dropped(folder, duplicates):
    """Those of a held-out text are left out, and counted."""
    section = prepared(folder, "given", duplicates)
    assert "24 rows were read and 24 texts kept. Copies were not dropped" in section
    assert "one was kept" not in section
    assert "were left out of the scored training: 1." in section


@pytest.mark.parametrize("split", ["file_order", "time"])
def test_the_last_texts_are_all_kept(folder, split):
    """Of training texts copies are dropped; those of held-out texts are left out."""
    section = prepared(folder, split, "normalised")
    assert "23 texts kept; 1 was dropped as duplicates" in section
    assert "Of training texts that are equal but for case and white space one was kept" in section
    assert "were left out of the scored training: 1." in section


def test_where_held_out_texts_are_drawn_one_of_each_is_kept(folder):
    """Nothing is left out."""
    section = prepared(folder, "folds", "exact")
    assert "21 texts kept; 3 were dropped as duplicates" in section
    assert "Of texts that are equal one was kept." in section
    assert "scored training" not in section


def test_without_a_split_there_are_no_sides(folder):
    """Every text is trained on and tested."""
    assert "Of texts that are equal but for case" in prepared(folder, "none", "near")
    for duplicates in ("near", "keep"):
        assert "side" not in prepared(folder, "none", duplicates)


def test_duplicates_that_were_kept_are_called_so(folder):
    """Nothing is left out either."""
    section = prepared(folder, "given", "keep")
    assert "both sides of the split" in section and "scored training" not in section


def test_folds_that_were_drawn_once_are_only_counted(folder):
    """Of several repeats the number is said."""
    facts = facts_of(folder)
    for repeats, line in ((1, "Folds: 5. "), (2, "Folds: 5, drawn twice. ")):
        models = {**facts.board["models"], facts.name: {**facts.model, "repeats": repeats}}
        assert line in write_data(with_board(facts, models=models))
