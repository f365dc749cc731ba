"""The leaderboard as tables."""

import io
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.console import Console

from bakeoff.core.errors import printable
from bakeoff.evaluation.board import (
    board_markdown,
    board_tables,
    board_title,
    coverage_table,
    warn_invented,
)
from bakeoff.evaluation.board_columns import (
    pair_columns,
    result_columns,
    score_columns,
    slice_columns,
)

SCORES = {"accuracy": 0.98, "f1": 0.912345, "macro_f1": 0.95}
MODEL = {
    "description": "",
    **{"mean": SCORES, "sd": {"f1": 0.01}, "slices": {"seen": {"mean": SCORES}}, "repeats": 2},
    "intervals": {"f1": {"low": 0.9, "high": 0.93}},
}
BOARD = {
    "invented": {"texts": False, "vectors": []},
    "preset": "sample",
    "split": "folds",
    "rows": 1000,
    "classes": ["ham", "spam"],
    "metric": "f1",
    "baseline": "tfidf",
    "models": {name: MODEL for name in ("glove", "elmo", "tfidf")},
}
PAIR = {
    **{"model": "glove", "other": "tfidf", "difference": -0.01, "low": -0.03, "high": 0.01},
    **{"word": "undecided", "within_margin": False, "smallest_difference": 0.0251},
}
WORSE = {**PAIR, "model": "elmo", "word": "worse", "within_margin": True}
ANSWER = {
    "label": "F1",
    "scores": dict.fromkeys(BOARD["models"]),
    "against_baseline": [PAIR, WORSE],
    "pairs": [{**PAIR, "other": "elmo", "word": "better"}],
    "sentences": ["Nothing is certain.", "Use tfidf."],
}
ALONE = {**ANSWER, "scores": {"tfidf": None}, "against_baseline": [], "pairs": []}
HOSTILE = "a|b`<img src=x>&amp;*c*_d_~e~[red](f):skull:\\|\x1b[31m\x9b2J\u202e\n| x |"
COVERAGE = {"dimension": 2, "types_share": 0.5, "tokens_share": 0.5}


def board_of(*slices):
    """Make the board of a baseline with slices of those names."""
    tfidf = {**BOARD["models"]["tfidf"], "slices": {name: {"mean": SCORES} for name in slices}}
    return BOARD | {"models": {"tfidf": tfidf}}


def printed(board, width, answer=ALONE, every=True):
    """Print the tables of a board; give the lines, without styles."""
    buffer = io.StringIO()
    console = Console(file=buffer, width=width, force_terminal=True, color_system=None)
    for table in board_tables(board, answer, width, every=every):
        console.print(table)
    console.print(coverage_table({"glove": {**COVERAGE, "most_frequent_without": {HOSTILE: 1}}}))
    return re.sub(r"\x1b\[[0-9;]*m", "", buffer.getvalue()).split("\n")


def test_each_model_is_compared_with_the_baseline():
    """With the smallest difference that would be found, rounded up; the baseline has none."""
    rows = list(zip(*result_columns(BOARD, ANSWER), strict=True))[1:]
    apart = ("0.912", "0.900 to 0.930", "-0.010", "-0.030 to +0.010")
    assert rows == [
        ("glove", *apart, "undecided", "0.026"),
        ("elmo", *apart, "worse,\nby less", "0.026"),
        ("tfidf (baseline)", "0.912", "0.900 to 0.930", "", "", "", ""),
    ]


def test_all_pairs_are_a_matrix_of_signs():
    """The row compared with the column, and the other way round."""
    columns = pair_columns(ANSWER)
    assert [column[0] for column in columns] == ["model", "1", "2", "3"]
    rows = list(zip(*columns, strict=True))[1:]
    assert rows == [
        ("1 glove", "", "+", "?"),
        ("2 elmo", "-", "", "-"),
        ("3 tfidf", "?", "+", ""),
    ]


def test_an_interval_that_is_not_defined_is_a_dash():
    """No draw held every class."""
    none = {"f1": {"low": None, "high": None}}
    board = BOARD | {"models": {"tfidf": {**BOARD["models"]["tfidf"], "intervals": none}}}
    assert result_columns(board, ALONE)[2][1] == "-"


def test_scores_that_are_not_defined_are_dashes():
    """So is the deviation of a single repeat, and a slice without positives."""
    models = {**BOARD["models"], "tfidf": {**MODEL, "repeats": 1}}
    models["elmo"] = {**MODEL, "mean": {**SCORES, "mcc": 0.5}, "slices": {"seen": {"mean": {}}}}
    columns = {column[0]: column[1:] for column in score_columns(BOARD | {"models": models})}
    assert columns["MCC"] == ["-", "0.500", "-"]
    assert columns["sd of\nF1"] == ["0.010", "0.010", "-"]
    assert "macro\nF1" not in columns and "F1" not in columns
    assert slice_columns(BOARD | {"models": models})[1] == ["F1\nseen", "0.912", "-", "0.912"]


def test_a_single_repeat_has_no_column_of_deviations():
    """It would be empty."""
    models = {name: {**MODEL, "repeats": 1} for name in BOARD["models"]}
    titles = [column[0] for column in score_columns(BOARD | {"models": models})]
    assert titles == ["model", "accuracy"]


def test_more_classes_have_macro_f1():
    """And no other F1."""
    metric = {"macro_f1": {"low": 0.9, "high": 0.93}}
    models = {"tfidf": {**MODEL, "intervals": metric, "sd": {"macro_f1": 0.01}}}
    board = {**BOARD, "classes": list("abc"), "metric": "macro_f1", "models": models}
    answer = {**ALONE, "label": "macro F1"}
    assert result_columns(board, answer)[1] == ["macro\nF1", "0.950"]
    assert [column[0] for column in score_columns(board)] == [
        "model",
        "sd of\nmacro F1",
        "accuracy",
    ]


def test_markdown_begins_with_the_recommendation():
    """Then tables of every model below header and rule, and the other sentences."""
    parts = board_markdown(BOARD, ANSWER).split("\n\n")
    assert parts[0] == "**Use tfidf.**" and parts[2] == "- Nothing is certain."
    for table in (parts[1], parts[3], parts[5]):
        lines = table.splitlines()
        assert len(lines) == 5
        assert {line.count("|") for line in lines} == {lines[0].count("|")}


def test_scores_of_training_rows_are_called_so():
    """Nobody takes the toy's for more than they are."""
    expected = "Preset sample: 1,000 texts, held out; mean over 2 repeats"
    assert board_title(BOARD) == expected
    assert board_title(BOARD | {"split": "time"}).endswith("mean over 2 seeds")
    assert "TRAINED ON" in board_title(BOARD | {"split": "none"})


@given(st.text(min_size=1))
@example(HOSTILE)
@example("\\")
def test_markdown_shows_a_name_as_it_is(name):
    """As another program reads it: one cell, no markup."""
    page = MarkdownIt("commonmark").enable("table").render(board_markdown(board_of(name), ALONE))
    second = page.split("<table>")[2]
    header, row = (
        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", part) for part in second.split("<tbody>")
    )
    shown = f"F1 {printable(name)}".strip()
    assert header[-1] == shown.translate({38: "&amp;", 60: "&lt;", 62: "&gt;", 34: "&quot;"})
    assert len(header) == len(row) == 4


def test_a_terminal_shows_names_and_words_as_they_are():
    """No markup, no emoji, no escape sequence."""
    text = "".join(printed(board_of(HOSTILE), 400))
    assert text.count(printable(HOSTILE)) == 2
    assert printable(text) == text


@pytest.mark.parametrize("width", [40, 80])
def test_tables_fit_into_the_terminal_and_show_every_number(width):
    """Columns without room go into a table of their own; long names are folded."""
    board = board_of(*(f"slice {i}" for i in range(20)))
    longest = "m" * 60
    board["models"] = {longest: board["models"]["tfidf"], **board["models"]}
    pair = {**PAIR, "model": longest}
    answer = {**ALONE, "scores": dict.fromkeys(board["models"]), "against_baseline": [pair]}
    lines = printed(board, width, answer)
    assert max(map(len, lines)) <= width
    text = "\n".join(lines)
    assert "…" not in text and text.count("0.912") == 2 * 21
    assert text.count("-0.030 to +0.010") == 1


DESCRIBED = {**MODEL, "description": "GloVe, frozen, 50 d, pooled head"}


def test_models_are_described_where_there_is_room():
    """All of the description; 80 columns have none for it."""
    board = BOARD | {"models": dict.fromkeys(BOARD["models"], DESCRIBED)}
    wide = printed(board, 120, ANSWER, every=False)
    assert max(map(len, wide)) <= 120
    (elmo,) = (line for line in wide if line.startswith("elmo"))
    assert "GloVe, frozen, 50 d, pooled head" in elmo and elmo.endswith("0.026")
    assert not any("frozen" in line for line in printed(board, 80, ANSWER, every=False))


def test_one_table_leads_and_the_others_are_asked_for():
    """Pairs, other scores and slices would bury the answer."""
    few, every = (printed(BOARD, 100, ANSWER, every=x) for x in (False, True))
    for title in ("All pairs", "Other scores", "F1 by slice"):
        assert any(line.startswith(title) for line in every)
        assert not any(line.startswith(title) for line in few)


def test_invented_data_are_called_so():
    """Texts; or vectors alone, by name; nothing where all of it is real."""
    assert "texts are invented" in warn_invented({"invented": {"texts": True, "vectors": ["a"]}})
    vectors = warn_invented({"invented": {"texts": False, "vectors": ["glove", "elmo"]}})
    assert "texts" not in vectors and "glove, elmo" in vectors
    assert warn_invented({"invented": {"texts": False, "vectors": []}}) is None


@pytest.mark.parametrize(("slices", "width", "tables"), [(11, 82, 1), (11, 81, 2), (12, 82, 2)])
def test_a_table_takes_all_the_columns_that_fit(slices, width, tables):
    """By hand: 16 columns of the terminal for the names, and 6 for each slice."""
    board = board_of(*(f"s{number:02}" for number in range(slices)))
    titles = [str(table.title) for table in board_tables(board, ALONE, width, every=True)]
    assert titles.count("F1 by slice") == tables
