"""What tables and charts say of themselves."""

from dataclasses import FrozenInstanceError, fields, replace

import pytest

from bakeoff.report import blocks
from bakeoff.report.blocks import TERMS, Bar, Cell, Column, Figure, Table

BLOCKS = ("Table", "Figure", "Matrix", "Texts", "Facts", "Sentences", "Explorer")


def make_table(*rows, titles=("model", "F1")):
    """Make a table."""
    return Table("a caption", [Column(title) for title in titles], [[*row] for row in rows])


def test_a_column_holds_numbers_if_any_of_its_cells_does():
    """The others may be dashes; a drawn interval is no number."""
    bar = Bar(1, 2, 3, 0, "better")
    table = make_table(
        (Cell("a"), Cell("–"), Cell("x"), Cell("0.1", 0.1, bar=bar)),
        (Cell("b"), Cell("0", 0.0), Cell("y"), Cell("–")),
        titles=("model", "F1", "is", "interval"),
    )
    assert table.numeric == [False, True, False, False]


def test_scores_are_explained_where_they_stand():
    """Also within longer headings; no others."""
    table = make_table(titles=("model", "F1 minus tfidf", "log loss", "adjusted p"))
    assert table.terms == {name: TERMS[name] for name in ("log loss", "adjusted p")}


def test_a_table_may_explain_further_words():
    """After the scores of its headings."""
    table = replace(make_table(titles=("model", "log loss")), words={"Equal:": "alike."})
    assert [*table.terms.items()] == [("log loss", TERMS["log loss"]), ("Equal:", "alike.")]


def test_a_chart_is_described_by_its_title_and_its_note():
    """Without a note, by its table."""
    assert Figure("a", "F1 by size", {}).alt == "F1 by size. A table has the data."
    assert Figure("a", "F1 by size", {}, note="It grows.").alt == "F1 by size. It grows."


@pytest.mark.parametrize("name", [*BLOCKS, "ReportSection", "Part", "Headline"])
def test_what_is_made_is_not_changed(name):
    """Two pages of the same inputs are the same."""
    kind = getattr(blocks, name)
    made = kind(*(None for _ in fields(kind)))
    with pytest.raises(FrozenInstanceError):
        made.title = "another"


def test_every_block_has_a_kind_of_its_own():
    """By which the template lays it out."""
    assert [getattr(blocks, name).kind for name in BLOCKS] == [name.lower() for name in BLOCKS]
