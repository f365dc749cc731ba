"""The notebook's phrases, by DVC, as `make toy` runs them."""

import json

import pytest

from tests.pipeline.closure import ROOT
from tests.pipeline.project import copy_project, run


@pytest.mark.slow
def test_the_toy_runs_as_an_experiment(tmp_path):
    """The notebook's phrases go through the whole graph; scores are those of training rows."""
    project = copy_project(tmp_path / "toy", {"tfidf", "keras", "glove"})
    named = (ROOT / "Makefile").read_text(encoding="utf-8").partition("TOY :=")[2]
    overrides = named.partition("\n\n")[0].replace("\\\n", " ").split()
    full_vectors = ["-S", "sources.toy.glove.sentences=40000", "-S", "sources.toy.glove.epochs=8"]
    overrides += full_vectors
    run(project, "dvc", "exp", "run", *overrides)
    for model in ("keras", "glove"):
        training = json.loads((project / f"metrics/training/{model}.json").read_text("utf-8"))
        assert all(seed["train_accuracy"] == 1.0 for seed in training["runs"])
    words = (project / "data/vocabulary.txt").read_text(encoding="utf-8").split("\n")[2:-1]
    assert words[:5] == ["nice", "great", "best", "amazing", "stop"]
