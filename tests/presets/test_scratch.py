"""A preset that runs in a copy of the project leaves the project as it was."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer

from bakeoff.presets.scratch import PLACE, run, scratch_copy
from tests.conftest import ROOT
from tests.pipeline.project import run as run_in

COPY = PLACE / "quick"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Make the current folder a small DVC project."""
    monkeypatch.setenv("BAKEOFF_STORE", str(tmp_path / "store"))
    folder = tmp_path / "project"
    (folder / "stages").mkdir(parents=True)
    (folder / "stages/code.py").write_text("first", encoding="utf-8")
    (folder / "params.yaml").write_text("preset: sample\n", encoding="utf-8")
    (folder / "dvc.yaml").write_text("stages: {only: {cmd: 'true'}}\n", encoding="utf-8")
    run_in(folder, "dvc", "init", "--quiet", "--no-scm")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    return folder


def test_a_copy_has_other_parameters_and_the_same_code_and_cache(project):
    """The project's own parameters stay; the copy is gone afterwards."""
    with scratch_copy("quick", "preset: quick\n") as folder:
        assert (folder / "params.yaml").read_text("utf-8") == "preset: quick\n"
        assert (folder / "stages/code.py").read_text("utf-8") == "first"
        shown = run_in(folder, "dvc", "cache", "dir").strip()
        assert (folder / shown).resolve() == (project / ".dvc/cache").resolve()
    assert not COPY.exists()
    assert Path("params.yaml").read_text("utf-8") == "preset: sample\n"


def test_results_of_a_copy_name_no_commit(project):
    """Git would take the copy, which it ignores, for an unchanged part of the project."""
    run_in(project, "git", "init", "-q")
    with pytest.raises(typer.Exit), scratch_copy("quick", "") as folder:
        run(folder, "git", "rev-parse", "--git-dir")


def test_nothing_is_left_of_a_run_that_fails(project):
    """Unless it may be resumed."""
    with pytest.raises(typer.Exit) as caught, scratch_copy("quick", "") as folder:
        run(folder, "sh", "-c", "exit 3")
    assert caught.value.exit_code == 3 and not COPY.exists()


def test_a_resumed_run_finds_its_results_and_the_code_of_today(project):
    """A file that is no longer there is not in the copy either."""
    with pytest.raises(typer.Exit), scratch_copy("quick", "", resume=True) as folder:
        (folder / "dvc.lock").write_text("made", encoding="utf-8")
        run(folder, "false")
    Path("stages/code.py").rename("stages/other.py")
    with scratch_copy("quick", "", resume=True) as folder:
        assert (folder / "dvc.lock").read_text("utf-8") == "made"
        assert [path.name for path in (folder / "stages").iterdir()] == ["other.py"]
    assert not COPY.exists()


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_leaves_no_file_and_no_process(project, sign):
    """The command and what it has started end before the copy is removed."""
    code = (
        "from bakeoff.presets.scratch import run, scratch_copy\n"
        "with scratch_copy('quick', '') as folder:\n"
        "    run(folder, 'sh', '-c', 'touch began; sleep 600 & wait; sleep 600')\n"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", code], env=environment, stderr=subprocess.PIPE
    ) as running:
        while not (COPY / "began").exists():
            time.sleep(0.05)
        running.send_signal(sign)
        errors = running.communicate(timeout=60)[1]  # ends when no process holds stderr any more
    assert b"KeyboardInterrupt" in errors and not COPY.exists()
