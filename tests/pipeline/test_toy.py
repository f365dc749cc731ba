"""The notebook's phrases, as `make toy` runs them."""

import json

import pytest
import yaml

from tests.pipeline.project import commit, copy_project, run

KEPT = {"tfidf", "keras", "glove"}


@pytest.mark.slow
def test_the_toy_runs_as_an_experiment(tmp_path):
    """The notebook's phrases go through the whole graph; scores are those of training rows."""
    project = copy_project(tmp_path / "toy", KEPT)
    path = project / "presets/toy.yaml"
    preset = yaml.safe_load(path.read_text(encoding="utf-8"))
    preset["sources"] |= dict.fromkeys(("word2vec", "fasttext", "sentences"))
    preset["models"]["glove_tuned"] = None
    path.write_text(yaml.safe_dump(preset), encoding="utf-8")
    commit(project, "A toy with fewer models")
    run(project, "make", "--old-file=.venv/installed", "toy")
    board = json.loads((project / "metrics/leaderboard.json").read_text("utf-8"))["models"]
    assert all(board[model]["mean"]["accuracy"] == 1.0 for model in ("keras", "glove"))
    words = (project / "data/vocabulary.txt").read_text(encoding="utf-8").split("\n")[2:-1]
    assert words[:5] == ["nice", "great", "best", "amazing", "stop"]
    assert "toy" in run(project, "dvc", "exp", "list", "--name-only").split()
