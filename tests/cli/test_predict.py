"""The program answers texts, and says by its exit code how it went."""

import gzip
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


def test_a_text_of_the_command_line_in_another_encoding_has_no_answer(call):
    """It is named, and the exit code says so."""
    run = call("predict", "a b", "caf\udce9")
    assert run.exit_code == 3 and len(run.stdout.splitlines()) == 2


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
        (("predict", "a", "--model", "gloves"), 1, "did you mean glove?"),
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


@pytest.mark.parametrize("name", ["out.jsonl", "out.ndjson", "out.jsonl.gz"])
def test_the_name_of_the_output_makes_json_lines_of_lines(call, folder, name):
    """As --json does."""
    (folder / "lines.txt").write_text("a b\n", "utf-8")
    assert call("predict", "-m", "tfidf", "-i", "lines.txt", "-o", name).exit_code == 0
    content = (folder / name).read_bytes()
    line = gzip.decompress(content) if name.endswith(".gz") else content
    assert json.loads(line)["label"] == "with a"
