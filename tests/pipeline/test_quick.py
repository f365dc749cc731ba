"""`make quick`, as a user runs it in a project that has changes."""

import json
import os
import signal
import subprocess

import pytest

from bakeoff.presets.scratch import PLACE
from tests.pipeline.project import copy_project, environment, run

QUICK = ("make", "--old-file=.venv/installed", "quick")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Copy the project; one file has a change that is not committed."""
    folder = copy_project(tmp_path_factory.mktemp("quick"), {"tfidf", "glove"})
    with (folder / "README.md").open("a", encoding="utf-8") as readme:
        readme.write("changed\n")
    return folder


def state(folder):
    """Describe what Git sees, and the parameters."""
    status = run(folder, "git", "status", "--porcelain", "--", ".", ":!.dvc/config")
    return status, (folder / "params.yaml").read_bytes()


def test_an_interrupted_quick_run_leaves_nothing_behind(project):
    """Ctrl-C while a stage runs: no copy, no page, no change."""
    before = state(project)
    with subprocess.Popen(
        QUICK, cwd=project, env=environment(), stdout=subprocess.PIPE, text=True, process_group=0
    ) as running:
        for line in running.stdout:
            if line.startswith("> python -m stages.prepare"):
                os.killpg(running.pid, signal.SIGINT)
        assert running.wait(60) != 0
    assert not (project / PLACE / "quick").exists() and not (project / "report").exists()
    assert state(project) == before


def test_a_quick_run_ends_with_an_answer_that_is_marked_as_quick(project):
    """It leaves its page, and nothing that Git sees."""
    before = state(project)
    printed = run(project, *QUICK)
    *_, last = printed.rstrip("\n").split("\n\n")
    assert " ".join(last.split()).startswith(
        "The texts are invented: do not quote the numbers. A first answer (3 models, 3 rounds"
    )
    assert "Preset quick: " in printed and "report/quick.html" in printed
    page = (project / "report/quick.html").read_text(encoding="utf-8")
    assert (
        "A first answer (3 models, 3 rounds" in page
        and not (project / "report/index.html").exists()
    )
    assert not (project / PLACE / "quick").exists() and not list(project.glob("metrics/*.json"))
    assert state(project) == before


def test_the_quick_preset_is_small():
    """Three models, three folds, no maps and no curves."""
    from bakeoff.presets.combine import combine

    params, _ = combine("quick")
    assert list(params["models"]) == ["bag", "tfidf", "glove"] and not params["project"]
    assert (params["prepare"]["folds"], params["prepare"]["repeats"]) == (3, 1)
    assert json.dumps(params["learn"]["smallest"]) == "null"
