"""What a dead process or a failing disk left in DVC's files."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
import yaml

from bakeoff.core.paths import LOCK, TEXTS, VOCABULARY
from bakeoff.dvc.lockfile import check_lock
from checks.torture import repair
from tests.conftest import Plain
from tests.pipeline.conftest import MODELS
from tests.pipeline.project import commit, copy_project, edit_params, environment, run, stages_run


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Run the first three stages, and commit their lock."""
    folder = copy_project(tmp_path_factory.mktemp("stale") / "project", MODELS)
    run(folder, "dvc", "repro", "build_vocabulary")
    commit(folder, "Results")
    return folder


def test_locks_of_a_dead_process_hold_nobody_up(prepared):
    """Those of DVC's repository, and of single files."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    holder = {"pid": ended.pid, "cmd": "dvc repro"}
    locks = {
        "write": {str(prepared / TEXTS): holder},
        "read": {str(prepared / "params.yaml"): [holder]},
    }
    (prepared / ".dvc/tmp/lock").write_text(f" {ended.pid}\n", encoding="utf-8")
    (prepared / ".dvc/tmp/rwlock").write_text(json.dumps(locks), encoding="utf-8")
    (prepared / TEXTS).unlink()
    assert stages_run(run(prepared, "dvc", "repro", "prepare")) == {"prepare"}


def imports_tensorflow(group):
    """Tell whether a process of a group has begun to load TensorFlow."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            maps = (process / "maps").read_bytes()
            if os.getpgid(int(process.name)) == group and b"/tensorflow/" in maps:
                return True
    return False


@pytest.mark.parametrize("shell", ["/bin/sh", "/bin/bash"])
def test_ctrl_c_ends_dvc_and_its_stage_in_a_line_each(prepared, shell):
    """A terminal sends it to both, and to the shell between them, which may die of it first."""
    run(prepared, "dvc", "repro", "download@sentences")
    with subprocess.Popen(
        ["dvc", "repro", "-s", "pretrain@elmo"],
        cwd=prepared,
        env=environment() | {"SHELL": shell},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    ) as dvc:
        while b"> python -m stages" not in dvc.stdout.readline():
            pass
        while not imports_tensorflow(dvc.pid):
            time.sleep(0.05)
        os.killpg(dvc.pid, signal.SIGINT)
        printed = sorted(dvc.stdout.read().decode().strip().splitlines())
    assert dvc.returncode == 255 and len(printed) == 2
    assert printed[0].startswith("ERROR: failed to reproduce 'pretrain@elmo'")
    assert printed[1].startswith("stopped; ")


def half(lock):
    """Leave half of a lock, cut within a key."""
    text = lock.read_text(encoding="utf-8")
    lock.write_text(text[: text.rindex("md5:") + 2], encoding="utf-8")


def merge(lock):
    """Leave the marks of a merge."""
    text = lock.read_text(encoding="utf-8")
    lock.write_text(f"<<<<<<< HEAD\n{text}=======\n>>>>>>> other\n", encoding="utf-8")


def folder(lock):
    """Put a folder in its place."""
    lock.unlink()
    lock.mkdir()


@pytest.mark.parametrize("damage", [half, merge, folder])
def test_a_lock_that_dvc_cannot_read_is_refused_and_restored_from_git(prepared, damage):
    """A result that is younger than the commit comes from DVC's cache of runs."""
    edit_params(prepared, {"text.lower": False})
    run(prepared, "dvc", "repro", "build_vocabulary")
    expected, lock = (prepared / VOCABULARY).read_bytes(), prepared / LOCK
    damage(lock)
    printed = run(prepared, sys.executable, "-m", "bakeoff", "check", expect=1)
    assert printed.startswith("error: dvc.lock: expected ") and printed.count("\n") == 1
    assert "`git restore dvc.lock`" in printed
    if lock.is_dir():
        lock.rmdir()
    run(prepared, "git", "restore", "dvc.lock")
    (prepared / VOCABULARY).unlink()
    assert stages_run(run(prepared, "dvc", "repro", "build_vocabulary")) == set()
    assert (prepared / VOCABULARY).read_bytes() == expected
    run(prepared, "git", "restore", ".")


@pytest.fixture
def long_lock(prepared):
    """Make dvc.lock as long as that of many stages: DVC keeps what it does not know."""
    path = prepared / LOCK
    lock = yaml.safe_load(path.read_text(encoding="utf-8"))
    lock["stages"] |= {f"old{number}": lock["stages"]["prepare"] for number in range(60)}
    path.write_text(yaml.dump(lock, Dumper=Plain, sort_keys=False), encoding="utf-8")
    commit(prepared, "A long lock")
    yield path
    run(prepared, "git", "reset", "-q", "--hard", "HEAD~1")


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT])
def test_dvc_that_is_stopped_while_it_writes_its_lock_is_repaired(prepared, long_lock, sent):
    """It writes the file in place, so half of it is left."""
    whole, expected = long_lock.stat().st_size, (prepared / TEXTS).read_bytes()
    command = ["dvc", "repro", "--force", "--single-item", "prepare"]
    with subprocess.Popen(command, cwd=prepared, env=environment(), start_new_session=True) as dvc:
        while not 0 < long_lock.stat().st_size < whole / 2:
            assert dvc.poll() is None, "it ended before it could be stopped"
        os.killpg(dvc.pid, sent)
    repair(prepared)
    check_lock(long_lock)
    run(prepared, "dvc", "repro", "prepare")
    assert (prepared / TEXTS).read_bytes() == expected


def test_a_damaged_entry_of_the_cache_is_named_and_made_again(prepared):
    """DVC trusts an entry that is read-only, and puts it in the place of an output."""
    run(prepared, "dvc", "repro", "build_vocabulary")
    expected = (prepared / VOCABULARY).read_bytes()
    (entry,) = (
        path for path in prepared.glob(".dvc/cache/files/md5/??/*") if path.read_bytes() == expected
    )
    entry.chmod(0o644)
    entry.write_bytes(expected.replace(b"a", b"b", 1))
    entry.chmod(0o444)
    (prepared / VOCABULARY).unlink()
    run(prepared, "dvc", "repro", "build_vocabulary")
    assert (prepared / VOCABULARY).read_bytes() != expected
    printed = run(prepared, sys.executable, "-m", "bakeoff.dvc.cache", expect=1)
    assert printed.startswith(f"{entry.relative_to(prepared)}: damaged\nerror: ")
    entry.unlink()
    run(prepared, "dvc", "repro", "build_vocabulary")
    assert (prepared / VOCABULARY).read_bytes() == entry.read_bytes() == expected
    assert "none damaged" in run(prepared, sys.executable, "-m", "bakeoff.dvc.cache")
