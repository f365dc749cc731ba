"""The command `bakeoff export`: what it prints, and its exit codes."""

import json
import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.export.networks import make_project


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Give the folder of a project."""
    folder = tmp_path_factory.mktemp("project")
    make_project(folder)
    return folder


def run(folder, *options):
    """Run the command."""
    return subprocess.run(
        [sys.executable, "-m", "bakeoff", "export", *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_it_says_what_is_left_out_and_where_the_model_is(project):
    """Nothing else is printed."""
    done = run(project, "--model", "tfidf")
    assert (done.returncode, done.stderr) == (0, "")
    *left_out, last = done.stdout.splitlines()
    assert [line.partition(": ")[0] for line in left_out] == ["savedmodel", "onnx"]
    assert last == "tfidf: 4 files in export/tfidf"


def test_json_and_the_same_bytes_twice(project):
    """The recommended model, in every format."""
    contents = []
    for out in ("one", "two"):
        done = run(project, "--out", out, "--json")
        assert done.stderr == ""
        exported = json.loads(done.stdout)
        assert (exported["model"], exported["folder"]) == ("keras", out)
        contents.append({name: (project / out / name).read_bytes() for name in exported["files"]})
    assert len(contents[0]) == 8 and contents[0] == contents[1]


def test_errors_are_one_line(project):
    """Exit code 1."""
    done = run(project, "--model", "tfidf", "--format", "onnx")
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.startswith("error: --format onnx: tfidf") and done.stderr.count("\n") == 1
