"""Sweeps and comparisons with DVC's own commands, as the README describes them."""

import json
import time
from pathlib import Path

import pytest
import yaml

from tests.pipeline.project import commit, copy_project, edit_params, run, stages_run

pytestmark = pytest.mark.slow
MODELS = {"tfidf", "keras", "glove"}


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that has run and is committed; entries that no model uses are dropped."""
    folder = copy_project(tmp_path_factory.mktemp("experiments"), MODELS)
    params = yaml.safe_load((folder / "params.yaml").read_text(encoding="utf-8"))
    sections = ("sources", "embed", "pretrain", "encode", "mix", "project")
    used = MODELS | {"spam"}
    unused = {f"{part}.{name}": None for part in sections for name in params[part].keys() - used}
    edit_params(folder, unused)
    run(folder, "dvc", "repro")
    commit(folder, "Results")
    return folder


def restore(folder: Path) -> None:
    """Go back to what is committed."""
    run(folder, "git", "checkout", "-q", ".")
    run(folder, "dvc", "checkout", "-q", "--force")


def test_one_models_parameter_runs_that_model_only(committed):
    """Fine-tuning GloVe leaves the other models alone."""
    printed = run(committed, "dvc", "exp", "run", "-S", "models.glove.trainable=true")
    assert stages_run(printed) == {"train@glove", "learn@glove", "evaluate", "report"}
    restore(committed)


def test_metrics_diff_compares_with_the_last_commit(committed):
    """A learning rate of the networks changes their scores; the diff shows by how much."""
    printed = run(committed, "dvc", "exp", "run", "-S", "train.learning_rate=0.01")
    assert {"train@keras", "train@glove"} <= stages_run(printed)
    assert not {"prepare", "embed@glove", "download@glove"} & stages_run(printed)
    changed = json.loads(run(committed, "dvc", "metrics", "diff", "--json"))
    assert changed["metrics/scores.json"].keys() >= {"keras", "glove"}
    assert "learning_rate" in run(committed, "dvc", "params", "diff")
    restore(committed)


def test_a_queue_of_experiments_runs_and_is_listed(committed):
    """Two batch sizes are queued, run, and shown side by side."""
    run(committed, "dvc", "exp", "run", "--queue", "-S", "train.batch_size=16,64")
    run(committed, "dvc", "queue", "start")
    wait_for_queue(committed)
    shown = run(committed, "dvc", "exp", "show", "--csv", "--no-pager", "--only-changed")
    assert {"16", "64"} <= set(shown.replace("\n", ",").split(","))
    assert "Failed" not in run(committed, "dvc", "queue", "status")


def wait_for_queue(folder: Path, minutes: int = 10) -> None:
    """Wait until no task is queued or running."""
    for _ in range(minutes * 30):
        status = run(folder, "dvc", "queue", "status")
        if "Queued" not in status and "Running" not in status:
            return
        time.sleep(2)
    raise AssertionError(status)
