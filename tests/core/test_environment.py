"""The environment of a result."""

import os
import platform
import subprocess
from pathlib import Path

import pytest

from bakeoff.core.environment import describe_environment, gather


def git(folder, *arguments):
    """Run git with an author of its own; give what it printed."""
    author = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.org"]
    done = subprocess.run(
        ["git", *author, *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_the_commit_is_named_and_whether_code_differs_from_it(tmp_path, monkeypatch):
    """A changed metric is not changed code."""
    monkeypatch.chdir(tmp_path)
    assert describe_environment()["commit"] is None
    git(tmp_path, "init", "-q")
    (tmp_path / "params.yaml").write_text("threads: 1\n", encoding="utf-8")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "Start")
    (tmp_path / "metrics.json").write_text("{}", encoding="utf-8")
    environment = describe_environment()
    assert (environment["commit"], environment["changed"]) == (
        git(tmp_path, "rev-parse", "HEAD"),
        False,
    )
    (tmp_path / "params.yaml").write_text("threads: 2\n", encoding="utf-8")
    assert describe_environment()["changed"] is True


def test_machine_and_versions_are_named(monkeypatch):
    """Also how many threads numerical libraries were given."""
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    environment = describe_environment()
    assert environment["threads"] == 3 and environment["cores"] == os.cpu_count()
    assert {"dvc", "keras", "numpy", "tensorflow"} <= set(environment["packages"])
    assert environment["cpu"] and environment["python"].startswith("3.")


@pytest.mark.skipif(
    (platform.system(), platform.machine()) != ("Linux", "x86_64"), reason="names of x86-64"
)
def test_vector_instructions_of_the_processor_are_named():
    """As far as they go beyond what every processor of the kind has."""
    flags = set(Path("/proc/cpuinfo").read_text(encoding="utf-8").split())
    found = describe_environment()["simd"]
    assert ("X86_V3" in found, "X86_V4" in found) == ("avx2" in flags, "avx512f" in flags)


@pytest.mark.parametrize(
    ("given", "threads"), [("4,2", 4), ("", os.cpu_count()), ("all", os.cpu_count())]
)
def test_threads_are_those_of_the_outermost_level(monkeypatch, given, threads):
    """OpenMP takes a number for each level of nesting, and ignores what is none."""
    monkeypatch.setenv("OMP_NUM_THREADS", given)
    assert describe_environment()["threads"] == threads


def test_results_of_one_environment_are_listed_together():
    """With one entry per environment."""
    old, new = {"commit": "a", "cores": 2}, {"commit": "b", "cores": 2}
    assert gather({"train glove": old, "embed glove": old, "train keras": new}) == [
        {"commit": "a", "cores": 2, "made": ["embed glove", "train glove"]},
        {"commit": "b", "cores": 2, "made": ["train keras"]},
    ]
