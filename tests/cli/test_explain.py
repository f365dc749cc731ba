"""`bakeoff explain`."""

import json

import pytest
from typer.testing import CliRunner

from bakeoff.cli.main import app
from bakeoff.core.files import write_json
from tests.inference.small import line, save_linear


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Give a function that runs the command in a project of one model."""
    save_linear(tmp_path / "models/tfidf")
    write_json(tmp_path / "metrics/leaderboard.json", {"models": {"tfidf": line()}})
    monkeypatch.chdir(tmp_path)
    command = ["explain", "--model", "tfidf"]
    return lambda *arguments: CliRunner().invoke(app, [*command, *arguments]).output


def test_each_token_is_a_line(run):
    """In the order of the text, below the model's answer; without a terminal no colours."""
    shown = run("cat dog")
    first, head, *rows = shown.splitlines()
    assert first.startswith("tfidf: probability of with a 0.") and head.split() == [
        "token",
        "effect",
    ]
    assert [row.split()[0] for row in rows] == ["cat", "dog"] and "\x1b" not in shown


def test_a_text_without_tokens_has_no_table(run):
    """But an answer."""
    assert run(" ").splitlines()[1:] == ["no tokens: this is the answer for no words"]


def test_programs_get_json(run):
    """An object with the answer and each token's place and effect."""
    found = json.loads(run("cat dog", "--json"))
    assert found["model"] == "tfidf" and found["scored"] == "with a"
    assert [effect["token"] for effect in found["effects"]] == ["cat", "dog"]
    assert [effect["start"] for effect in found["effects"]] == [0, 4]
