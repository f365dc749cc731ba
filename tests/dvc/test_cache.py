"""The check of DVC's cache."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bakeoff.dvc.cache import find_damaged, list_entries
from tests.conftest import ROOT


def add(folder, content, suffix=""):
    """Add an entry to a cache, as DVC names it."""
    name = hashlib.md5(content, usedforsecurity=False).hexdigest()
    path = folder / name[:2] / (name[2:] + suffix)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_entries_are_held_against_their_names(tmp_path):
    """Files, lists of folders, empty files; what DVC never reads is no entry."""
    add(tmp_path, b"whole")
    add(tmp_path, b"")
    damaged = [add(tmp_path, b"a list", ".dir"), add(tmp_path, b"x" * 3_000_000)]
    for path in damaged:
        path.write_bytes(b"y" + path.read_bytes()[1:])
    (damaged[0].parent / "left.tmp").write_bytes(b"by a killed process")
    odd = add(tmp_path, b"a folder in place of a file")
    odd.unlink()
    odd.mkdir()
    link = add(tmp_path, b"a link to nothing")
    link.unlink()
    link.symlink_to("nowhere")
    assert find_damaged(list_entries(tmp_path)) == sorted([*damaged, odd, link])


def test_a_cache_that_does_not_exist_has_no_damaged_entry(tmp_path):
    """Before the first run."""
    assert list_entries(tmp_path / "none") == {}


@pytest.mark.parametrize("place", [None, "elsewhere/cache"])
def test_the_command_names_damaged_entries_wherever_the_cache_is(tmp_path, place):
    """DVC is asked where that is; nothing is deleted."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}

    def run(*command):
        return subprocess.run(
            [sys.executable, "-m", *command],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
        )

    run("dvc", "init", "-q", "--no-scm")
    if place:
        run("dvc", "cache", "dir", place)
    folder = Path(place or ".dvc/cache", "files/md5")
    entry = add(tmp_path / folder, b"content")
    assert run("bakeoff.dvc.cache").stderr == f"{folder}: 1 entries, none damaged\n"
    entry.write_bytes(b"c0ntent")
    done = run("bakeoff.dvc.cache")
    first, second = done.stderr.splitlines()
    assert done.returncode == 1 and first == f"{entry.relative_to(tmp_path)}: damaged"
    assert second.startswith(f"error: {folder}: expected no damaged entry, got 1 (above); delete")
    assert entry.read_bytes() == b"c0ntent"


def test_outside_of_a_dvc_project_there_is_no_cache_to_check(tmp_path):
    """DVC says so, and we say where to run the command."""
    done = subprocess.run(
        [sys.executable, "-m", "bakeoff.dvc.cache"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.endswith("error: dvc cache dir: failed (above); run from the root\n")
