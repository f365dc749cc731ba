"""README's block of experiments, run line by line, and results shared in a folder."""

import re
import time
from pathlib import Path

import pytest
import yaml

from tests.pipeline.closure import ROOT
from tests.pipeline.project import copy_project, edit_params, run, stages_run

pytestmark = pytest.mark.slow
MODELS = {"tfidf", "keras", "glove"}
FEW = {"prepare.folds": 2, "prepare.repeats": 1, "train.epochs": 1}


def read_block(number: int) -> list[str]:
    """Give the commands of a block of README's section, without what is said of them."""
    text = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Change something, and")[2]
    block = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)[number]
    return [line.partition("  #")[0].strip() for line in block.splitlines()]


def run_line(folder: Path, line: str) -> str:
    """Run a command as a shell does; make takes this environment for the installed one."""
    line = line.replace("make ", "make --old-file=.venv/installed ")
    printed = run(folder, "bash", "-c", line)
    if line == "dvc queue start":
        wait_for_queue(folder)
    return printed


def wait_for_queue(folder: Path, minutes: int = 10) -> None:
    """Wait until no task is queued or running; a worker that has ended starts again."""
    for _ in range(minutes * 20):
        status = run(folder, "dvc", "queue", "status")
        if "Queued" not in status and "Running" not in status:
            return
        if "0 active, 0 idle" in status:
            run(folder, "dvc", "queue", "start")
        time.sleep(3)
    raise AssertionError(status)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of a few models; entries that none of them uses are dropped."""
    folder = copy_project(tmp_path_factory.mktemp("experiments"), MODELS)
    params = yaml.safe_load((folder / "params.yaml").read_text(encoding="utf-8"))
    sections = ("sources", "embed", "pretrain", "encode", "mix", "project")
    used = MODELS | {"spam"}
    unused = {f"{part}.{name}": None for part in sections for name in params[part].keys() - used}
    edit_params(folder, FEW | unused)
    return folder


@pytest.fixture(scope="module")
def printed(project: Path) -> dict[str, str]:
    """Run README's lines up to the one that takes an experiment over; give what each printed."""
    *lines, apply = read_block(0)
    assert apply == "dvc exp apply tuned"
    return {line: run_line(project, line) for line in lines}


def find(printed: dict[str, str], part: str) -> str:
    """Give what the line with a part printed."""
    (found,) = [text for line, text in printed.items() if part in line]
    return found


def test_an_experiment_runs_what_its_change_affects(printed):
    """One model alone; all networks; the scores without the report."""
    tuned = {"train@glove", "learn@glove", "evaluate", "report"}
    assert stages_run(find(printed, "--name tuned")) == tuned
    fast = stages_run(find(printed, "--name fast"))
    assert {"train@keras", "train@glove"} <= fast and "train@tfidf" not in fast
    assert stages_run(find(printed, "--name strict")) == {"evaluate"}


def test_an_experiment_does_not_build_on_the_one_before(project, printed):
    """Each has the change of its line alone, and params.yaml has none."""
    changed = run(project, "dvc", "params", "diff", "HEAD", "fast")
    assert "train.learning_rate" in changed and "trainable" not in changed
    assert run(project, "git", "status", "--porcelain") == ""


def test_all_experiments_are_listed_and_compared(printed):
    """Those of the queue are done."""
    listed = find(printed, "make experiments")
    assert all(name in listed for name in ("tuned", "fast", "strict", "batch-1", "batch-2"))
    assert "queued" not in listed and "failed" not in listed
    compared = find(printed, "make compare")
    assert "models.glove.trainable: false -> true" in compared and "learning_rate" not in compared
    assert "Failed" not in find(printed, "queue status")


def test_scores_and_plots_of_an_experiment_are_those_of_its_models(printed):
    """One line per changed model; a page of plots."""
    scores = find(printed, "metrics diff").splitlines()
    assert any("glove" in line for line in scores) and not any("tfidf" in x for x in scores)
    assert "index.html" in find(printed, "plots diff")


def test_an_experiment_can_be_taken_over(project, printed):
    """Its parameters and results come into the workspace."""
    run_line(project, read_block(0)[-1])
    params = yaml.safe_load((project / "params.yaml").read_text(encoding="utf-8"))
    assert params["models"]["glove"]["trainable"] is True
    assert params["train"]["learning_rate"] == 0.001
    run(project, "git", "checkout", "-q", ".")
    run(project, "dvc", "checkout", "-q", "--force")


def test_a_fresh_clone_takes_results_from_a_folder(project, printed, tmp_path):
    """Nothing is run, and the page is there, also where the path is not ASCII."""
    share, push, pull = read_block(1)
    run_line(project, share.replace("/mnt/shared/bakeoff", str(tmp_path / "shared")))
    run_line(project, push)
    clone, page = tmp_path / "프로젝트 é", "report/index.html"
    run(tmp_path, "git", "clone", "-q", str(project), clone.name)
    assert stages_run(run_line(clone, pull)) == set()
    assert (clone / page).read_bytes() == (project / page).read_bytes()
    assert run(clone, "git", "status", "--porcelain") == ""
