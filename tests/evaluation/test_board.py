"""The leaderboard as tables."""

import io
import re

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.console import Console

from bakeoff.errors import printable
from bakeoff.evaluation.board import (
    board_markdown,
    board_tables,
    board_title,
    coverage_table,
    score_rows,
    verdict_rows,
)

SCORES = {"accuracy": 0.98, "f1": 0.912345}
F1 = {
    **{"low": 0.9, "high": 0.93, "difference": -0.01},
    **{"difference_low": -0.03, "difference_high": 0.01},
}
MODEL = {"mean": SCORES, "slices": {"seen": {"mean": SCORES}}, "intervals": {"f1": F1}}
BOARD = {
    "profile": "sample",
    "split": "stratified",
    "rows": 10,
    "baseline": "tfidf",
    "verdict": "No model is better.",
    "models": {
        "glove": {**MODEL, "seeds": 5, "sd": {"f1": 0.01}, "p_f1_holm": 0.2, "verdict": "tie"},
        "elmo": {**MODEL, "seeds": 5, "sd": {"f1": 0.0}, "p_f1_holm": 0.0002, "verdict": "worse"},
        "tfidf": {**MODEL, "seeds": 1, "sd": {"f1": 0.0}, "verdict": "baseline"},
    },
}


HOSTILE = "a|b`<img src=x>&amp;*c*_d_~e~[red](f):skull:\\|\x1b[31m\x9b2J\u202e\n| x |"


def board_of(slice_name):
    """Make the board of one model with a slice of that name."""
    glove = {**BOARD["models"]["glove"], "slices": {slice_name: {"mean": SCORES}}}
    return BOARD | {"models": {"glove": glove}}


def test_each_model_is_held_against_the_baseline():
    """With its deviation where there are seeds; the baseline is marked, and has no difference."""
    _, rows = verdict_rows(BOARD)
    assert rows == [
        ["glove", "0.912±0.010", "0.900 to 0.930", "-0.010", "-0.030 to +0.010", "0.200", "tie"],
        ["elmo", "0.912±0.000", "0.900 to 0.930", "-0.010", "-0.030 to +0.010", "<.001", "worse"],
        ["tfidf (baseline)", "0.912", "0.900 to 0.930", "", "", "", ""],
    ]


def test_an_interval_that_is_not_defined_is_a_dash():
    """No draw held every class."""
    none = {"f1": {**F1, "low": None, "high": None}}
    board = BOARD | {"models": {"tfidf": {**BOARD["models"]["tfidf"], "intervals": none}}}
    assert verdict_rows(board)[1][0][2] == "–"


def test_scores_that_are_not_defined_are_dashes():
    """The slices come last."""
    header, rows = score_rows(BOARD)
    assert rows[0][header.index("MCC")] == "–"
    assert (header[-1], rows[0][-1]) == ("F1 seen", "0.912")


def test_markdown_has_the_verdict_and_a_line_for_each_model_in_two_tables():
    """Below header and rule."""
    verdict, first, second = board_markdown(BOARD).split("\n\n")
    assert verdict == "No model is better."
    for table in (first, second):
        lines = table.splitlines()
        assert len(lines) == 5
        assert {line.count("|") for line in lines} == {lines[0].count("|")}


def test_scores_of_training_rows_are_called_so():
    """Nobody takes the toy's for more than they are."""
    assert "TRAINED ON" in board_title(BOARD | {"split": "none"})


@given(st.text(min_size=1))
@example(HOSTILE)
@example("\\")
def test_markdown_shows_a_name_as_it_is(name):
    """As another program reads it: one cell, no markup."""
    page = MarkdownIt("commonmark").enable("table").render(board_markdown(board_of(name)))
    second = page.split("<table>")[2]
    header, row = (re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", its) for its in second.split("<tbody>"))
    shown = f"F1 {printable(name)}".strip()
    assert header[-1] == shown.translate({38: "&amp;", 60: "&lt;", 62: "&gt;", 34: "&quot;"})
    assert len(header) == len(row) == 9


def test_a_terminal_shows_names_and_words_as_they_are():
    """No markup, no emoji, no escape sequence."""
    buffer = io.StringIO()
    console = Console(file=buffer, width=400, force_terminal=True, color_system=None)
    for table in board_tables(board_of(HOSTILE), 400):
        console.print(table)
    coverage = {"dimension": 2, "types_share": 0.5, "tokens_share": 0.5}
    console.print(coverage_table({"glove": {**coverage, "most_frequent_without": {HOSTILE: 1}}}))
    text = re.sub(r"\x1b\[[0-9;]*m", "", buffer.getvalue())  # the styles of headings
    assert text.count(printable(HOSTILE)) == 2
    assert printable(text.replace("\n", "")) == text.replace("\n", "")
