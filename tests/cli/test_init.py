"""`bakeoff init` as a command: without a terminal, with options, and errors in a line."""

import shutil
import subprocess
import sys

import pytest

from bakeoff.core.parameters import read_yaml
from tests.conftest import ROOT


@pytest.fixture
def run(tmp_path):
    """Give a function that runs the command in a folder with presets."""
    shutil.copytree(ROOT / "presets", tmp_path / "presets")
    shutil.copy(ROOT / "presets/sample.yaml", tmp_path / "params.yaml")
    lines = (f"film {chr(97 + n % 26) * (n // 26 + 2)} scene,{'ab'[n % 2]}" for n in range(60))
    (tmp_path / "films.csv").write_text("review,stars\n" + "\n".join(lines), "utf-8")

    def run_command(*arguments):
        command = [sys.executable, "-m", "bakeoff", "init", *arguments]
        return subprocess.run(
            command,
            cwd=tmp_path,
            env={"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    return run_command


def test_it_says_what_it_found_and_what_is_next(run, tmp_path):
    """With options that take values, flags and repeated ones."""
    done = run("films.csv", "--quick", "--positive", "b", "--text", "review", "--header")
    assert done.returncode == 0, done.stderr
    assert "films.csv: 60 texts of 2 classes" in done.stdout
    assert 'label: stars (sure: 2 values that repeat: "a", "b")' in done.stdout
    assert 'positive: "b"' in done.stdout and "next: bakeoff look, then make repro" in done.stdout
    assert (tmp_path / "presets/mine.yaml").read_text("utf-8").startswith("# Written by `bakeoff i")


def test_models_are_named_as_bakeoff_use_takes_them(run, tmp_path):
    """With or without spaces behind commas."""
    done = run("films.csv", "--models", "tfidf, keras,")
    assert done.returncode == 0, done.stderr
    assert [*read_yaml(tmp_path / "params.yaml")["models"]] == ["tfidf", "keras"]


def test_an_error_is_one_line(run, tmp_path):
    """Exit code 1; 2 for wrong arguments."""
    done = run("films.csv", "--text", "reviews")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        'error: films.csv: no column "reviews"; there are "review", "stars"; use --text "review"\n'
    )
    done = run("films.csv", "--encoder", "wordlama")
    assert done.returncode == 1 and done.stderr.endswith("did you mean wordllama?\n")
    assert run().returncode == 2 and run("films.csv", "--test-rows", "0").returncode == 2
    assert run("films.csv", "--rare", "pol").returncode == 2
    assert not (tmp_path / "presets/mine.yaml").exists()


def test_an_empty_delimiter_is_refused(run):
    """It is not the same as none."""
    done = run("films.csv", "--delimiter", "")
    assert done.returncode == 2 and done.stderr.startswith(
        "error: Invalid value for '--delimiter': expected one character, or the word tab, got ''"
    )


@pytest.mark.parametrize("option", ["--vectors", "--encoder", "--label", "--test", "--rare", ""])
@pytest.mark.parametrize("address", ["me:hunter2@example.org/v.zip", "example.org/v?token=hunter2"])
def test_no_error_shows_the_password_of_an_address(run, option, address):
    """In a value of an option, or as a file, whose path has one slash less."""
    done = run(*(["films.csv", option] if option else []), f"https://{address}")
    assert done.returncode in (1, 2) and "hunter2" not in done.stdout + done.stderr
    assert done.stderr.startswith("error: ") and "***" in done.stderr
