"""Two runs at once are refused in one line."""

import fcntl
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.runs.alone import LOCK, RWLOCK, alone


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Make the current folder one in which DVC has worked."""
    monkeypatch.chdir(tmp_path)
    LOCK.parent.mkdir(parents=True)  # as DVC does


def hold(pid, mode="write"):
    """Record that a process reads or writes a file."""
    holder = {"pid": pid, "cmd": "dvc repro"}
    value = {"write": {"a": holder}} if mode == "write" else {"read": {"a": [holder]}}
    RWLOCK.write_text(json.dumps(value), encoding="utf-8")


@pytest.mark.parametrize("mode", ["read", "write"])
def test_a_run_at_work_is_named(mode):
    """With its process and what to do."""
    hold(os.getpid(), mode)
    with pytest.raises(BakeoffError, match=rf"PID {os.getpid()}: dvc repro\); wait until"), alone():
        pass


def test_a_dead_run_holds_nobody_up():
    """Nor does a record that is damaged."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    hold(ended.pid)
    with alone():
        pass
    for damaged in ("", "[]", "{", '{"write": {"a": 1}}', '{"read": {"a": [{"pid": "x"}]}}'):
        RWLOCK.write_text(damaged, encoding="utf-8")
        with alone():
            pass


def test_a_command_of_dvc_is_waited_for_and_then_refused():
    """It holds the lock of the repository."""
    with LOCK.open("a", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(BakeoffError, match="another command of DVC is at work"), alone():
            pass
    with alone():
        pass


def test_dvc_cannot_start_during_the_block(tmp_path):
    """It says that another process is at work, and dvc.lock stays."""
    dvc = str(Path(sys.executable).with_name("dvc"))
    subprocess.run([dvc, "init", "-q", "-f", "--no-scm"], check=True)
    Path("dvc.yaml").write_text("stages: {a: {cmd: 'true'}}\n", encoding="utf-8")
    with alone():
        done = subprocess.run([dvc, "repro"], capture_output=True, text=True)
    assert done.returncode and "Unable to acquire lock" in done.stderr
    assert not Path("dvc.lock").exists()
