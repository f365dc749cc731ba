"""A folder with presets and a params.yaml, in Git."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the current folder one with the shipped presets, the sample written and committed."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "presets", "presets")
    shutil.copy("presets/sample.yaml", "params.yaml")
    commit()
    return tmp_path


def commit() -> None:
    """Commit the files of the current folder."""
    identity = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.org"]
    for command in (["init", "-q"], ["add", "-A"], [*identity, "commit", "-qm", "Files"]):
        subprocess.run(["git", *command], check=True)
