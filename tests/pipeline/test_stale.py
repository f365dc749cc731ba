"""What a dead process or a failing disk left in DVC's folder."""

import json
import subprocess
import sys

import pytest
import yaml

from tests.pipeline.conftest import MODELS
from tests.pipeline.project import copy_project, run, stages_run

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


def test_a_half_written_list_of_locks_is_mended(prepared):
    """DVC alone would ask for it to be removed by hand."""
    (prepared / ".dvc/tmp/rwlock").write_text('{"write": {', encoding="utf-8")
    assert "rwlock: half-written" in run(prepared, sys.executable, "-m", "bakeoff.mend")
    run(prepared, "dvc", "repro", "prepare")


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
