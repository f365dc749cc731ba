"""The leaderboard as tables."""

import io
import json
import os
import re
import subprocess
import sys

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
    result_columns,
    score_columns,
)
from tests.conftest import ROOT

SCORES = {"accuracy": 0.98, "f1": 0.912345}
F1 = {
    **{"low": 0.9, "high": 0.93, "difference": -0.01},
    **{"difference_low": -0.03, "difference_high": 0.01},
}
MODEL = {"mean": SCORES, "slices": {"seen": {"mean": SCORES}}, "intervals": {"f1": F1}}
BOARD = {
    "preset": "sample",
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
COVERAGE = {"dimension": 2, "types_share": 0.5, "tokens_share": 0.5}


def board_of(*slices):
    """Make the board of a baseline with slices of those names."""
    tfidf = {**BOARD["models"]["tfidf"], "slices": {name: {"mean": SCORES} for name in slices}}
    return BOARD | {"models": {"tfidf": tfidf}}


def printed(board, width):
    """Print the tables of a board; give the lines, without styles."""
    buffer = io.StringIO()
    console = Console(file=buffer, width=width, force_terminal=True, color_system=None)
    for table in board_tables(board, width):
        console.print(table)
    console.print(coverage_table({"glove": {**COVERAGE, "most_frequent_without": {HOSTILE: 1}}}))
    return re.sub(r"\x1b\[[0-9;]*m", "", buffer.getvalue()).split("\n")


def test_each_model_is_compared_with_the_baseline():
    """The baseline is marked, and has no difference."""
    rows = list(zip(*result_columns(BOARD), strict=True))[1:]
    assert rows == [
        ("glove", "0.912", "0.900 to 0.930", "-0.010", "-0.030 to +0.010", "0.200", "tie"),
        ("elmo", "0.912", "0.900 to 0.930", "-0.010", "-0.030 to +0.010", "<.001", "worse"),
        ("tfidf (baseline)", "0.912", "0.900 to 0.930", "", "", "", ""),
    ]


def test_an_interval_that_is_not_defined_is_a_dash():
    """No draw held every class."""
    none = {"f1": {**F1, "low": None, "high": None}}
    board = BOARD | {"models": {"tfidf": {**BOARD["models"]["tfidf"], "intervals": none}}}
    assert result_columns(board)[2][1] == "-"


def test_scores_that_are_not_defined_are_dashes():
    """So is the deviation of a single seed."""
    columns = {column[0]: column[1:] for column in score_columns(BOARD)}
    assert columns["MCC"] == ["-", "-", "-"]
    assert columns["sd of\nF1"] == ["0.010", "0.000", "-"]


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
    assert board_title(BOARD) == "Preset sample: 10 test texts, mean over 5 seeds"
    assert "TRAINED ON" in board_title(BOARD | {"split": "none"})


@given(st.text(min_size=1))
@example(HOSTILE)
@example("\\")
def test_markdown_shows_a_name_as_it_is(name):
    """As another program reads it: one cell, no markup."""
    page = MarkdownIt("commonmark").enable("table").render(board_markdown(board_of(name)))
    second = page.split("<table>")[2]
    header, row = (
        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", part) for part in second.split("<tbody>")
    )
    shown = f"F1 {printable(name)}".strip()
    assert header[-1] == shown.translate({38: "&amp;", 60: "&lt;", 62: "&gt;", 34: "&quot;"})
    assert len(header) == len(row) == 10


def test_a_terminal_shows_names_and_words_as_they_are():
    """No markup, no emoji, no escape sequence."""
    text = "".join(printed(board_of(HOSTILE), 400))
    assert text.count(printable(HOSTILE)) == 2
    assert printable(text) == text


@pytest.mark.parametrize("width", [40, 80])
def test_tables_fit_into_the_terminal_and_show_every_number(width):
    """Columns without room go into a table of their own; long names are folded."""
    board = board_of(*(f"slice {i}" for i in range(20)))
    board["models"] = {"m" * 60: BOARD["models"]["glove"] | {"slices": {}}, **board["models"]}
    board["models"]["m" * 60]["slices"] = board["models"]["tfidf"]["slices"]
    lines = printed(board, width)
    assert max(map(len, lines)) <= width
    text = "\n".join(lines)
    assert "…" not in text and text.count("0.912") == 2 * 21
    assert text.count("-0.030 to +0.010") == 1


def test_the_command_ends_with_the_result_and_the_page(tmp_path):
    """Within 80 columns where there is no terminal, and without a traceback in ASCII."""
    (tmp_path / "metrics/coverage").mkdir(parents=True)
    board = BOARD | {"verdict": "Naïve wins."}
    (tmp_path / "metrics/leaderboard.json").write_text(json.dumps(board), encoding="utf-8")
    (tmp_path / "params.yaml").write_text("embed: {glove: {}, gone: {}}\n", encoding="utf-8")
    coverage = json.dumps(COVERAGE | {"most_frequent_without": {"ü": 1}})
    (tmp_path / "metrics/coverage/glove.json").write_text(coverage, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "bakeoff.evaluation"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii", "COLUMNS": "200"},
        capture_output=True,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode("ascii").splitlines()
    assert lines[-2:] == ["Na\\xefve wins.", "report/index.html"]
    assert max(map(len, lines)) <= 80 and any("\\xfc" in line for line in lines)


def test_without_a_run_it_says_what_to_do(tmp_path):
    """In one line."""
    command = [sys.executable, "-m", "bakeoff.evaluation"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == (
        "error: metrics/leaderboard.json: not there yet; run `make repro` first\n"
    )
