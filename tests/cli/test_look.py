"""`bakeoff look`."""

import json

import pytest
import yaml
from typer.testing import CliRunner

from bakeoff.cli.main import app

LINES = "".join(f"{'ab'[row % 2]},Text {chr(97 + row) * 9} with £ and more\n" for row in range(20))


@pytest.fixture
def run(project, monkeypatch):
    """Give a function that looks at a small table."""
    monkeypatch.chdir(project.folder)
    project.params["prepare"]["table"] |= {"positive": None, "encoding": "utf-8", "mojibake": []}
    project.write("data/raw/spam/spam.csv", f"v1,v2\n{LINES}".encode())
    project.write("params.yaml", yaml.safe_dump(project.params, sort_keys=False).encode())
    return lambda *arguments: CliRunner().invoke(app, ["look", *arguments])


def test_it_shows_facts_and_examples_and_writes_nothing(run, project):
    """In a terminal's lines."""
    before = sorted(project.folder.rglob("*"))
    done = run()
    assert done.exit_code == 0 and "20 rows, 20 kept" in done.output
    assert "text | aaaaaaaaa | with | £ | and | more" in done.output
    assert "warning:" not in done.output
    assert sorted(project.folder.rglob("*")) == before


def test_all_facts_are_json_for_programs(run):
    """One object."""
    facts = json.loads(run("--json", "--no-vectors").output)
    assert facts["classes"] == {"a": 10, "b": 10} and facts["vectors"] == {}
