"""What a user gives to make reaches a command as it is, and no shell reads it."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

TARGETS = {
    "compare": "REV",
    "experiments": "REV",
    "pretrain": "TEXT",
    "figures": "FIGURES",
    "sms": "FROM",
    "mutants": "PACKAGE",
    "torture": "KILLS",
}
WILD = ["x; touch canary", "`touch canary`", '"; touch canary; "', "' || touch canary '", "../x"]


@pytest.fixture
def folder(tmp_path):
    """Copy the Makefile beside programs that write down their arguments."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / ".venv/bin").mkdir(parents=True)
    for name in ("bakeoff", "python"):
        program = tmp_path / ".venv/bin" / name
        program.write_text('#!/bin/sh\nprintf "%s\\n" "$@" >> arguments\n', encoding="utf-8")
        program.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("value", WILD)
@pytest.mark.parametrize("target", TARGETS)
def test_no_shell_reads_a_variable(folder, target, value):
    """It is one argument."""
    command = ["make", "--old-file=.venv/installed", target, f"{TARGETS[target]}={value}"]
    environment = {key: value for key, value in os.environ.items() if key != "MAKEFLAGS"}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    assert value in (folder / "arguments").read_text(encoding="utf-8").splitlines()
    assert not (folder / "canary").exists() and not Path("canary").exists()


@pytest.mark.parametrize(
    ("target", "default"),
    [("compare", "HEAD"), ("experiments", "HEAD"), ("mutants", "texts"), ("torture", "30")],
)
def test_a_variable_that_is_not_given_has_its_default(folder, target, default):
    """Also where the environment has none."""
    command = ["make", "--old-file=.venv/installed", target]
    environment = {key: os.environ[key] for key in ("PATH", "HOME")}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    assert default in (folder / "arguments").read_text(encoding="utf-8").splitlines()
