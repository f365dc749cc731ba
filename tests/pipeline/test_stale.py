"""What a dead process or a failing disk left in DVC's folder."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
import yaml
from dvc.lock import make_lock
from filelock import FileLock

from tests.pipeline.conftest import MODELS
from tests.pipeline.project import copy_project, environment, run, stages_run

TRAIN = "data/prepared/train.csv"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Run the first two stages."""
    folder = copy_project(tmp_path_factory.mktemp("stale") / "project", MODELS)
    run(folder, "dvc", "repro", "prepare")
    return folder


@pytest.fixture
def entry(prepared):
    """Name the entry of an output in DVC's cache."""
    lock = yaml.safe_load((prepared / "dvc.lock").read_text(encoding="utf-8"))
    outs = {out["path"]: out["md5"] for out in lock["stages"]["prepare"]["outs"]}
    return prepared / ".dvc/cache/files/md5" / outs[TRAIN][:2] / outs[TRAIN][2:]


def damage(path):
    """Change a byte, as a disk does: neither mode nor size tells."""
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)
    path.chmod(0o444)


def test_locks_of_a_dead_process_hold_nobody_up(prepared):
    """Those of DVC's repository, and of single files."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    holder = {"pid": ended.pid, "cmd": "dvc repro"}
    locks = {
        "write": {str(prepared / TRAIN): holder},
        "read": {str(prepared / "params.yaml"): [holder]},
    }
    (prepared / ".dvc/tmp/lock").write_text(f" {ended.pid}\n", encoding="utf-8")
    (prepared / ".dvc/tmp/rwlock").write_text(json.dumps(locks), encoding="utf-8")
    (prepared / TRAIN).unlink()
    assert stages_run(run(prepared, "dvc", "repro", "prepare")) == {"prepare"}


@pytest.mark.parametrize("shell", ["/bin/sh", "/bin/bash"])
def test_ctrl_c_ends_dvc_and_its_stage_in_a_line_each(prepared, shell):
    """A terminal sends it to both, and to the shell between them, which may die of it first."""
    command = ["dvc", "repro", "-s", "download@elmo"]
    pipe, said = subprocess.PIPE, subprocess.STDOUT
    with subprocess.Popen(
        command,
        cwd=prepared,
        env=environment() | {"SHELL": shell},
        stdout=pipe,
        stderr=said,
        start_new_session=True,
    ) as dvc:
        while b"> python -m stages" not in dvc.stdout.readline():
            pass
        time.sleep(3)  # the stage imports TensorFlow
        os.killpg(dvc.pid, signal.SIGINT)
        printed = sorted(dvc.stdout.read().decode().strip().splitlines())
    assert dvc.returncode == 255 and len(printed) == 2
    assert printed[0].startswith("ERROR: failed to reproduce 'download@elmo'")
    assert printed[1].startswith("stopped; ")
    assert not (prepared / "data/raw/elmo").exists()


@pytest.fixture
def long_lock(prepared):
    """Make dvc.lock as long as that of many stages: DVC keeps what it does not know."""
    path = prepared / "dvc.lock"
    lock = yaml.safe_load(path.read_text(encoding="utf-8"))
    stages = lock["stages"]
    for number in range(60):
        stages[f"old{number}"] = stages["prepare"]
    path.write_text(yaml.dump(lock, Dumper=Plain, sort_keys=False), encoding="utf-8")
    yield path
    for name in [name for name in stages if name.startswith("old")]:
        del stages[name]
    path.write_text(yaml.safe_dump(lock, sort_keys=False), encoding="utf-8")


class Plain(yaml.SafeDumper):
    """Writes what stands at several places as often."""

    def ignore_aliases(self, data):
        """Do so."""
        return True


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGINT] * 2)
def test_dvc_that_was_stopped_while_it_wrote_its_lock_file_starts_again(prepared, long_lock, sent):
    """It writes the file in place; what the stage's watch kept is put there after its death."""
    whole, expected = long_lock.stat().st_size, (prepared / TRAIN).read_bytes()
    (prepared / TRAIN).unlink()
    command = ["dvc", "repro", "--force", "--single-item", "prepare"]
    with subprocess.Popen(command, cwd=prepared, env=environment(), start_new_session=True) as dvc:
        while not 0 < long_lock.stat().st_size < whole / 2:
            assert dvc.poll() is None, "it ended before it could be stopped"
        os.killpg(dvc.pid, sent)
    run(prepared, "dvc", "repro", "prepare")
    assert (prepared / TRAIN).read_bytes() == expected


def test_a_half_written_list_of_locks_is_mended(prepared):
    """DVC alone would ask for it to be removed by hand."""
    (prepared / ".dvc/tmp/rwlock").write_text('{"write": {', encoding="utf-8")
    assert "rwlock: half-written" in run(prepared, sys.executable, "-m", "bakeoff.mend")
    run(prepared, "dvc", "repro", "prepare")


@pytest.mark.parametrize("holder", ["dvc repro", "another program of the same number"])
def test_only_locks_of_a_living_dvc_hold_anybody_up(prepared, holder):
    """Numbers of processes come again; DVC alone would ask for the list to be removed by hand."""
    path = prepared / ".dvc/tmp/rwlock"
    command = [sys.executable, "-c", "import time; time.sleep(60)", "dvc", "repro"]
    with subprocess.Popen(command) as living:
        its = {"write": {str(prepared / TRAIN): {"pid": living.pid, "cmd": holder}}}
        path.write_text(json.dumps(its), encoding="utf-8")
        is_dvc = holder == "dvc repro"
        printed = run(prepared, sys.executable, "-m", "bakeoff.mend", expect=int(is_dvc))
        living.kill()
    assert f"process {living.pid} (dvc repro) is at work" in printed or not is_dvc
    assert path.exists() is is_dvc
    run(prepared, "dvc", "repro", "prepare")


def test_nothing_is_mended_while_dvc_is_at_work(prepared, entry):
    """What it is writing would look damaged."""
    content = entry.read_bytes()
    damage(entry)
    with make_lock(str(prepared / ".dvc/tmp/lock"), tmp_dir=str(prepared / ".dvc/tmp")):
        printed = run(prepared, sys.executable, "-m", "bakeoff.mend", expect=1)
    assert "error: .dvc/tmp/lock: expected no other DVC" in printed and entry.is_file()
    entry.chmod(0o644)
    entry.write_bytes(content)


@pytest.mark.parametrize("size", [0, 16, 100, 5000])
def test_a_half_written_lock_file_is_mended(prepared, size):
    """DVC writes it in place, after each stage; what it said is in the cache, or made anew."""
    path, expected = prepared / "dvc.lock", (prepared / TRAIN).read_bytes()
    with FileLock(prepared / ".dvc/tmp/watched"):  # no stage's watch mends it before
        path.write_bytes(path.read_bytes()[:size])
    (prepared / ".dvc/tmp/kept.lock").unlink(missing_ok=True)
    printed = run(prepared, sys.executable, "-m", "bakeoff.mend")
    assert ("dvc.lock: half-written" in printed) is not path.exists()
    assert "download@spam" not in stages_run(run(prepared, "dvc", "repro", "prepare"))
    assert (prepared / TRAIN).read_bytes() == expected


def test_a_lock_file_with_marks_of_a_merge_is_left(prepared):
    """Somebody has to choose."""
    path = prepared / "dvc.lock"
    whole = path.read_bytes()
    path.write_bytes(b"<<<<<<< HEAD\n" + whole + b"=======\n>>>>>>> other\n")
    printed = run(prepared, sys.executable, "-m", "bakeoff.mend", expect=1)
    assert "error: dvc.lock: expected a merge that is finished" in printed and path.exists()
    path.write_bytes(whole)


def test_a_damaged_entry_of_the_cache_is_noticed(prepared, entry):
    """And made anew."""
    expected = (prepared / TRAIN).read_bytes()
    damage(entry)
    printed = run(prepared, sys.executable, "-m", "bakeoff.mend")
    assert f"{entry.relative_to(prepared)}: not what it was when it was made; removed" in printed
    (prepared / TRAIN).unlink()
    run(prepared, "dvc", "repro", "prepare")
    assert (prepared / TRAIN).read_bytes() == entry.read_bytes() == expected
    assert ", 0 damaged" in run(prepared, sys.executable, "-m", "bakeoff.mend")


def test_a_damaged_entry_that_dvc_has_spread_is_noticed(prepared, entry):
    """DVC puts it in the place of an output that it runs a stage for; both are wrong then."""
    expected = (prepared / TRAIN).read_bytes()
    damage(entry)
    (prepared / TRAIN).unlink()
    run(prepared, "dvc", "repro", "prepare")
    assert (prepared / TRAIN).read_bytes() != expected  # if DVC mends this one day: all the better
    printed = run(prepared, sys.executable, "-m", "bakeoff.mend")
    assert f"{TRAIN}: not what" in printed and ", 2 damaged" in printed
    run(prepared, "dvc", "repro", "prepare")
    assert (prepared / TRAIN).read_bytes() == entry.read_bytes() == expected


def test_a_damaged_file_of_a_folder_is_noticed(prepared):
    """An output may be a folder; DVC's state would call it unchanged."""
    (lost,) = (prepared / "data/raw/spam").glob("spam.csv")
    expected = lost.read_bytes()
    lost.write_bytes(b"x" + expected[1:])
    assert "data/raw/spam: not what" in run(prepared, sys.executable, "-m", "bakeoff.mend")
    run(prepared, "dvc", "repro", "prepare")
    assert lost.read_bytes() == expected
