"""What `make repro` shows at its end: `bakeoff answer`."""

import json
import os
import re
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.evaluation.test_board import ANSWER, BOARD, COVERAGE

C_LOCALE = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}


@pytest.fixture
def project(tmp_path):
    """A project that has run, with letters that ASCII lacks."""
    (tmp_path / "metrics/coverage").mkdir(parents=True)
    answer = ANSWER | {"sentences": ["Nothing is certain.", "Use na\u00efve."]}
    coverage = json.dumps(COVERAGE | {"most_frequent_without": {"\u00fc": 1}})
    for path, text in {
        "metrics/leaderboard.json": json.dumps(BOARD),
        "metrics/answer.json": json.dumps(answer),
        "metrics/coverage/glove.json": coverage,
        "params.yaml": "embed: {glove: {}, gone: {}}\n",
    }.items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def show(folder, *options, **environment):
    """Run the command; give what it printed, and its exit code."""
    return subprocess.run(
        [sys.executable, "-m", "bakeoff", "answer", *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200", **environment},
        capture_output=True,
    )


def test_the_last_lines_are_the_recommendation_and_the_page(project):
    """Within 80 columns where there is no terminal."""
    lines = show(project, PYTHONUTF8="1").stdout.decode("utf-8").splitlines()
    assert lines[-2:] == ["Use na\u00efve.", "Full report: report/index.html"]
    assert "Nothing is certain." in lines and max(map(len, lines)) <= 80


def test_invented_data_are_called_so_above_the_recommendation(project):
    """In the line before it."""
    board = BOARD | {"invented": {"texts": True, "vectors": []}}
    (project / "metrics/leaderboard.json").write_text(json.dumps(board), encoding="utf-8")
    *_, warning, _, _ = show(project).stdout.decode("utf-8").splitlines()
    assert warning == "The texts are invented: do not quote the numbers."


@pytest.mark.parametrize("ascii_only", [{"PYTHONIOENCODING": "ascii"}, C_LOCALE])
def test_a_terminal_without_utf_8_gets_escapes(project, ascii_only):
    """No traceback."""
    done = show(project, "--all", **ascii_only)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode("ascii")
    assert "Use na\\xefve." in text and "\\xfc" in text


def test_without_a_run_it_says_what_to_do(tmp_path):
    """In one line."""
    done = show(tmp_path)
    assert done.returncode == 1
    assert (
        done.stderr == b"error: metrics/leaderboard.json: not there yet; run `make repro` first\n"
    )


def test_the_answer_is_given_as_json(project):
    """In ASCII, wherever it goes."""
    done = show(project, "--json", **C_LOCALE)
    assert json.loads(done.stdout.decode("ascii")) == json.loads(
        (project / "metrics/answer.json").read_text(encoding="utf-8")
    )


def test_json_and_markdown_exclude_each_other(project):
    """Nothing is printed that was not asked for."""
    done = show(project, "--json", "--markdown")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"expected --json or --markdown, got both" in done.stderr


def test_colours_are_for_terminals(project):
    """And not for those who want none; the warning is yellow."""
    board = BOARD | {"invented": {"texts": True, "vectors": []}}
    (project / "metrics/leaderboard.json").write_text(json.dumps(board), encoding="utf-8")

    def shown(**variables):
        command = f"{sys.executable} -m bakeoff answer"
        environment = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color", **variables}
        done = subprocess.run(
            ["script", "-qec", command, "/dev/null"],
            cwd=project,
            env=environment,
            capture_output=True,
            stdin=subprocess.DEVNULL,
        )
        return done.stdout

    coloured = rb"\x1b\[[0-9;]*3[0-9]"
    assert b"\x1b" not in show(project).stdout
    assert re.search(coloured, shown()) and not re.search(coloured, shown(NO_COLOR="1"))
