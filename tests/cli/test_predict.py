"""The program answers, explains and says by its exit code how it went."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bakeoff.cli.main import app
from tests.inference.small import make_project

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Train the small project once."""
    folder = tmp_path_factory.mktemp("project")
    make_project(folder)
    return folder


@pytest.fixture
def call(folder, monkeypatch):
    """Give a function that runs the program in the project's folder."""
    monkeypatch.chdir(folder)
    return lambda *arguments, **options: CliRunner().invoke(app, arguments, **options)


def test_texts_of_the_command_line_are_answered(call):
    """A row of CSV each, or an object of JSON."""
    lines = call("predict", "a b", "b, c").stdout.splitlines()
    assert lines[0] == "text,label,p_without,p_with a"
    assert lines[1].startswith("a b,with a,") and lines[2].startswith('"b, c",without,')
    (line,) = call("predict", "a b", "--json").stdout.splitlines()
    assert json.loads(line)["label"] == "with a"


def test_the_exit_code_says_that_rows_have_no_answer(folder):
    """Standard input is answered line by line."""
    run = subprocess.run(
        [sys.executable, "-m", "bakeoff", "predict", "-m", "tfidf"],
        cwd=folder,
        input=b"a b\n\xff\n\nc\n",
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert run.returncode == 3
    assert [line.split(b",")[1] for line in run.stdout.splitlines()[1:]] == [
        b"with a",
        b"without",
        b"without",
    ]
    assert b"standard input: line 2: not in the encoding" in run.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("predict", "a", "--model", "gloves"), 1, "the closest name is 'glove'"),
        (("predict", "a", "--output", "x.csv"), 2, "got both"),
        (("predict", "--input", "absent.csv"), 2, ""),
        (("predict", "--input", __file__, "--json"), 1, "whose name ends in .csv"),
    ],
)
def test_wrong_arguments_end_the_command(call, arguments, code, message):
    """An error of the project's state is 1, one of usage 2."""
    run = call(*arguments)
    assert run.exit_code == code
    assert message in f"{run.exception} {run.output}"


def test_an_explanation_is_a_table_or_an_object(call):
    """Without a terminal there are no colours."""
    shown = call("explain", "b a").stdout
    assert "so with a" in shown and "+0." in shown and "\x1b" not in shown
    found = json.loads(call("explain", "b a", "--json").stdout)
    assert [effect["token"] for effect in found["effects"]] == ["b", "a"]
    assert "no tokens" in call("explain", "--", "---").stdout


def test_neighbours_are_a_table_or_an_object(call):
    """The matrix of a model is one of the project's too."""
    assert "cosine" in call("neighbours", "a", "--vectors", "models/glove").stdout
    run = call("neighbours", "a", "--vectors", "models/glove", "-k", "2", "--json")
    assert len(json.loads(run.stdout)["nearest"]) == 2
