"""What removed entries left behind is removed, and nothing else."""

import logging
from pathlib import Path

import pytest
import yaml

from bakeoff.dvc.leftovers import remove_leftovers
from tests.pipeline.project import run, stages_run

GRAPH = """
stages:
  train:
    foreach: ${models}
    do:
      cmd: mkdir -p models/${key} && echo ${key} | tee metrics/${item}/${key}.json models/${key}/a models/${key}/b
      deps:
        - code
      outs:
        - models/${key}
        - metrics/${item}/${key}.json:
            cache: false
  evaluate:
    cmd: ls models > metrics/board/all.json
    deps:
      - models
    outs:
      - metrics/board/all.json
"""  # noqa: E501


def set_models(*names):
    """Write params.yaml with some models."""
    params = {"models": dict.fromkeys(names, "board")}
    Path("params.yaml").write_text(yaml.safe_dump(params), encoding="utf-8")


@pytest.fixture
def project(tmp_path, monkeypatch, caplog):
    """Run a tiny pipeline of two models, and remove one of them from params.yaml."""
    monkeypatch.chdir(tmp_path)
    caplog.set_level(logging.INFO)
    Path("metrics/board").mkdir(parents=True)
    Path("code").write_text("1", encoding="utf-8")
    Path("dvc.yaml").write_text(GRAPH, encoding="utf-8")
    run(tmp_path, "dvc", "init", "-q", "--no-scm")
    set_models("new", "old")
    run(tmp_path, "dvc", "repro")
    set_models("new")
    return tmp_path


def test_outputs_and_records_of_a_removed_model_go(project, caplog):
    """The rest of dvc.lock stays, byte for byte, and so does what is no output."""
    before = Path("dvc.lock").read_text(encoding="utf-8")
    Path("models/README.md").write_text("mine", encoding="utf-8")
    remove_leftovers()
    assert sorted(path.name for path in Path("models").iterdir()) == ["README.md", "new"]
    assert sorted(path.name for path in Path("metrics/board").iterdir()) == ["all.json", "new.json"]
    after = Path("dvc.lock").read_text(encoding="utf-8")
    record = before[before.index("  train@old:") :].split("\n  evaluate:")[0]
    assert after == before.replace(f"{record.rstrip()}\n", "") and "old" not in after
    assert caplog.messages[-1] == (
        "removed 3 files of entries that params.yaml no longer has: train@old"
    )


def test_the_next_run_sees_the_remaining_models_alone(project):
    """And a model that returns comes from DVC's cache, without being trained again."""
    remove_leftovers()
    run(project, "dvc", "repro")
    assert Path("metrics/board/all.json").read_text(encoding="utf-8") == "new\n"
    set_models("new", "old")
    assert stages_run(run(project, "dvc", "repro")) <= {"evaluate"}
    assert Path("models/old/a").read_text(encoding="utf-8") == "old\n"


def test_what_has_changed_since_it_was_recorded_is_kept(project, caplog):
    """It may be a user's, and no cache has it: a changed file, and one that was added."""
    changed, added = Path("metrics/board/old.json"), Path("models/old/notes.txt")
    for path in (changed, added):
        path.write_text("mine", encoding="utf-8")
    remove_leftovers()
    assert changed.is_file() and [*Path("models/old").iterdir()] == [added]
    assert sum("kept, because it has changed" in line for line in caplog.messages) == 2


@pytest.mark.parametrize("path", ["../canary/x/y", "canary/x/y", "data/../../canary/x/y", "models"])
def test_a_forged_record_removes_nothing_elsewhere(project, path):
    """Only outputs of entries, which are below data, metrics and models."""
    for canary in (Path("../canary/x/y"), Path("canary/x/y")):
        canary.parent.mkdir(parents=True, exist_ok=True)
        canary.write_text("old\n", encoding="utf-8")
    lock = Path("dvc.lock")
    text = lock.read_text(encoding="utf-8").replace("metrics/board/old.json", path)
    lock.write_text(text, encoding="utf-8")
    remove_leftovers()
    assert Path("../canary/x/y").exists() and Path("canary/x/y").exists()
    assert Path("models/new/a").exists()


def test_an_output_that_another_entry_writes_now_is_kept(project):
    """An entry that was renamed may have handed its path on."""
    lock = Path("dvc.lock")
    text = lock.read_text(encoding="utf-8").replace("board/old.json", "board/new.json")
    lock.write_text(text, encoding="utf-8")
    remove_leftovers()
    assert Path("metrics/board/new.json").is_file()


def test_without_leftovers_nothing_is_written(project):
    """Nor without a run."""
    set_models("new", "old")
    before = Path("dvc.lock").stat().st_mtime_ns
    remove_leftovers()
    assert Path("dvc.lock").stat().st_mtime_ns == before
    Path("dvc.lock").unlink()
    remove_leftovers()
