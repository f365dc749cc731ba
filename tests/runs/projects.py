"""A repository with the results of a run, and no pipeline."""

import json
import os
import subprocess
import sys

import yaml

from tests.conftest import ROOT

GRAPH = {"stages": {"evaluate": {"cmd": "true", "params": ["evaluate"], "outs": []}}}
PARAMS = {"evaluate": {"margin": 0.02}, "models": {"bag": {"weights": "binary"}}}


def make_answer(recommended="glove", label="F1", **scores):
    """Make the part of an answer that is read; the baseline is tfidf."""
    scores = scores or {"glove": 0.9, "tfidf": 0.8}
    ranked = sorted(scores, key=scores.get, reverse=True)
    return {
        **{"metric": "f1", "label": label, "lower_is_better": False, "baseline": "tfidf"},
        "texts": 1000,
        "scores": {name: {"f1": {"value": scores[name]}} for name in ranked},
        "against_baseline": [{"model": x, "word": "better"} for x in ranked if x != "tfidf"],
        "recommendation": {
            "model": recommended,
            "score": scores[recommended],
            "sentence": f"Use {recommended}.",
        },
    }


def make_lock(**stages):
    """Make dvc.lock of stages with their outputs, hashes by path."""
    return {
        "schema": "2.0",
        "stages": {
            name: {"cmd": "true", "outs": [{"path": k, "md5": v} for k, v in outs.items()]}
            for name, outs in stages.items()
        },
    }


def write(folder, answer=None, params=None, lock=None):
    """Write results into a folder."""
    (folder / "metrics").mkdir(exist_ok=True)
    if answer is not None:
        text = json.dumps(answer, ensure_ascii=False)
        (folder / "metrics/answer.json").write_text(text, encoding="utf-8")
    for name, value in (("params.yaml", params), ("dvc.lock", lock)):
        if value is not None:
            text = yaml.safe_dump(value, allow_unicode=True)
            (folder / name).write_text(text, encoding="utf-8")


def run(folder, *command, **environment):
    """Run a module in the folder; give what it printed, and its exit code."""
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "120", **environment},
        capture_output=True,
    )


def git(folder, *arguments):
    """Run Git as somebody."""
    someone = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    command = ["git", *someone, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def commit(folder):
    """Commit all of a folder, which becomes a repository; give the hash."""
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Results")
    return git(folder, "rev-parse", "HEAD").strip()


def make_project(folder):
    """Make a project with results, which are committed; give the hash of the commit."""
    (folder / "dvc.yaml").write_text(yaml.safe_dump(GRAPH), encoding="utf-8")
    write(folder, make_answer(), PARAMS, make_lock(prepare={"data/prepared": f"{1:032x}.dir"}))
    run(folder, "dvc", "init", "-q", "--no-scm")
    (folder / ".dvc/config").write_text("", encoding="utf-8")
    return commit(folder)
