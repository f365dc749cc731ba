"""`bakeoff use` as a command: presets, models and encoders by name, errors in a line."""

import shutil
import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.fixture
def use(tmp_path):
    """Give a function that runs the command in a folder with presets."""
    shutil.copytree(ROOT / "presets", tmp_path / "presets")
    shutil.copy(ROOT / "presets/sample.yaml", tmp_path / "params.yaml")

    def run_command(*arguments):
        command = [sys.executable, "-m", "bakeoff", "use", *arguments]
        environment = {"PYTHONPATH": str(ROOT), "COLUMNS": "900"}
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    return run_command


def test_encoders_are_added_by_commas_or_by_repetition(use, tmp_path):
    """And removed by the preset alone."""
    done = use("toy", "--with", "wordllama, potion-base-8M", "--with", "all-MiniLM-L6-v2")
    assert done.returncode == 0, done.stderr
    for name in ("wordllama", "potion", "minilm"):
        assert f"models.{name}: added" in done.stderr
    assert "models.potion: removed" in use("toy").stderr


def test_an_unknown_encoder_is_one_line(use, tmp_path):
    """With the closest name; params.yaml stays."""
    done = use("toy", "--with", "wordlama")
    assert done.returncode == 1 and done.stderr.endswith("; did you mean wordllama?\n")
    assert done.stderr.startswith("error: --with: expected one of all-MiniLM-L6-v2, ")
    sample = (ROOT / "presets/sample.yaml").read_bytes()
    assert (tmp_path / "params.yaml").read_bytes() == sample


def test_the_help_lists_the_encoders(use):
    """By the names that --with takes."""
    assert "multilingual-e5-small, potion-base-8M" in " ".join(use("--help").stdout.split())
