"""`bakeoff neighbours`."""

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from bakeoff.cli.main import app
from bakeoff.core.embedding import Embedding, save_embedding

WORDS = ["[PAD]", "[UNK]", "win", "prize", "home"]
MATRIX = np.array([[0, 0], [1, 1], [1, 0], [3, 4], [0, 1]], np.float32)


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Give a function that runs the command in a project of one matrix."""
    monkeypatch.chdir(tmp_path)
    none = np.zeros(5, bool)
    save_embedding(tmp_path / "data/embeddings/glove.npz", Embedding(WORDS, MATRIX, ~none, none))
    (tmp_path / "params.yaml").write_text("embed: {glove: {}}\nmodels: {}\n", encoding="utf-8")
    return lambda *arguments: CliRunner().invoke(app, ["neighbours", *arguments]).output


def test_a_table_shows_the_nearest_words(run):
    """With their cosines, the nearest first."""
    cells = [line.split() for line in run("win").splitlines()[1:]]
    assert cells == [["cosine", "word"], ["0.6000", "prize"], ["0.0000", "home"]]


@pytest.mark.parametrize("option", ["--count", "-n"])
def test_programs_get_json(run, option):
    """An object with the matrix, the word and its neighbours."""
    assert json.loads(run("Win", option, "1", "--json")) == {
        "vectors": "data/embeddings/glove.npz",
        "word": "win",
        "nearest": [{"word": "prize", "cosine": 0.6}],
    }
