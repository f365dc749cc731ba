"""From a user's own file to a model in use, by the commands of the README alone."""

import csv
import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.own_texts import TOPICS, korean, many_classes, six_classes
from tests.pipeline.project import copy_project, run

pytestmark = pytest.mark.slow
BAKEOFF = ("python", "-m", "bakeoff")
REPRO = ("make", "--old-file=.venv/installed", "repro")


@pytest.fixture
def project(tmp_path):
    """Copy the project as a fresh clone has it."""
    (tmp_path / "project").mkdir()
    return copy_project(tmp_path / "project", {"tfidf"})


def answer_of(project):
    """Read the answer."""
    return json.loads((project / "metrics/answer.json").read_text(encoding="utf-8"))


def test_six_classes_whose_test_file_is_given(project, tmp_path):
    """The given test rows are tested, and no others; the winner labels a file of new texts."""
    train, test = six_classes(tmp_path)
    run(project, *BAKEOFF, "init", str(train), "--test", str(test), "--quick")
    printed = run(project, *REPRO)
    name = answer_of(project)["recommendation"]["model"]
    assert f"use {name}" in " ".join(printed.split())
    with (project / "data/prepared/texts.csv").open(encoding="utf-8", newline="") as file:
        roles = [row["0.0"] for row in csv.DictReader(file)]
    assert roles.count("test") == 15 * len(TOPICS) and "test" not in roles[: 45 * len(TOPICS)]

    labelled = tmp_path / "labelled.csv"
    files = ("--input", str(test), "--output", str(labelled), "--encoding", "cp1252")
    run(project, *BAKEOFF, "predict", *files)
    with labelled.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert sum(row["label"] == row["Section"] for row in rows) > 0.9 * len(rows)


def test_twenty_five_classes_of_which_two_are_too_rare(project, tmp_path):
    """Two columns may be the label: init asks. The rare classes are named before any work."""
    init = (*BAKEOFF, "init", str(many_classes(tmp_path)), "--quick")
    assert 'use --label "queue"' in run(project, *init, expect=1)
    printed = run(project, *init, "--label", "queue")
    assert all(name in printed for name in ('"queue c" (2)', '"queue x" (1)'))
    run(project, *REPRO)
    classes = (project / "data/prepared/classes.txt").read_text(encoding="utf-8").splitlines()
    assert len(classes) == 23 and answer_of(project)["recommendation"]["model"]
    page = (project / "report/index.html").read_text(encoding="utf-8")
    assert "queue y" in page and "spam" not in page


def test_two_korean_classes_without_a_header(project, tmp_path):
    """The winner leaves the project as one folder and is loaded elsewhere."""
    run(project, *BAKEOFF, "init", str(korean(tmp_path)), "--language", "ko", "--quick")
    run(project, *REPRO)
    explained = run(project, *BAKEOFF, "explain", "정말 재미있고 감동적인 영화")
    assert "재미있고" in explained and "긍정" in explained
    out = tmp_path / "winner"
    run(project, *BAKEOFF, "export", "--out", str(out))
    shutil.move(project, tmp_path / "gone")
    script = "import bakeoff, sys; print(*bakeoff.load(sys.argv[1]).predict(['너무 지루하고', '']))"
    environ = os.environ | {"PYTHONPATH": str(tmp_path / "gone")}
    done = subprocess.run(
        [sys.executable, "-c", script, str(out)],
        cwd=tmp_path,
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split()[0] == "부정"
