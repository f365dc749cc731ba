"""A copy of the project in a folder of its own, made small, and run by DVC."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from tests.pipeline.closure import ROOT

SMALL: dict[str, Any] = {
    "sources.spam.rows": 600,
    "sources.glove.sentences": 1500,
    "sources.glove.epochs": 2,
    "sources.word2vec.sentences": 1500,
    "sources.word2vec.epochs": 2,
    "sources.fasttext.sentences": 1500,
    "sources.fasttext.epochs": 1,
    "sources.sentences.sentences": 1500,
    "pretrain.elmo.epochs": 1,
    "choose": {},
    "ensemble": {"both": ["tfidf", "keras"]},
    "train.seeds": [1, 2],
    "train.epochs": 3,
    "learn.smallest": 100,
    "learn.seeds": [1],
}


def environment() -> dict[str, str]:
    """Let DVC find this interpreter, and the project's modules only in the current folder."""
    variables = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return variables | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def run(folder: Path, *command: str, expect: int = 0) -> str:
    """Run a command in the project; give what it printed."""
    done = subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == expect, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def stages_run(printed: str) -> set[str]:
    """Name the stages that DVC ran."""
    lines = printed.splitlines()
    return {line.split("'")[1] for line in lines if line.startswith("Running stage '")}


def edit_params(folder: Path, changes: dict[str, Any]) -> None:
    """Set keys of params.yaml, named with dots; None removes a key."""
    path = folder / "params.yaml"
    params = yaml.safe_load(path.read_text(encoding="utf-8"))
    for key, value in changes.items():
        *parents, last = key.split(".")
        place = params
        for parent in parents:
            place = place[parent]
        if value is None:
            del place[last]
        else:
            place[last] = value
    path.write_text(yaml.safe_dump(params, sort_keys=False), encoding="utf-8")


def copy_project(folder: Path, keep_models: set[str]) -> Path:
    """Copy what Git tracks or would, with a few models and little data, as a new repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.split("\n")[:-1]:
        result = name == "dvc.lock" or (name.startswith("metrics/") and ".gitkeep" not in name)
        if result or not (ROOT / name).is_file():
            continue
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    shutil.copy2(ROOT / "presets/sample.yaml", folder / "params.yaml")
    models = yaml.safe_load((folder / "params.yaml").read_text(encoding="utf-8"))["models"]
    dropped = {f"models.{name}": None for name in models if name not in keep_models}
    edit_params(folder, SMALL | dropped)
    run(folder, "git", "init", "-q", "-b", "main")
    run(folder, "git", "config", "user.email", "nobody@example.org")
    run(folder, "git", "config", "user.name", "Nobody")
    commit(folder, "Start")
    return folder


def commit(folder: Path, subject: str) -> None:
    """Commit all changes."""
    run(folder, "git", "add", "-A")
    run(folder, "git", "commit", "-qm", subject)
