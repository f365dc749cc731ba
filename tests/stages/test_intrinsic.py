"""The stage that asks a matrix what people were asked about words."""

import json

import numpy as np
import pytest

from bakeoff.vectors.embedding import Embedding, save_embedding

WORDS = ["[PAD]", "[UNK]", "tiger", "cat", "Iraq", "iraq", "athens", "greece", "baghdad", "jaguar"]


@pytest.fixture
def embedded(project):
    """Write a matrix of a few words that are asked for, in two cases."""
    matrix = np.random.default_rng(1).normal(size=(10, 4)).astype(np.float32)
    path = project.folder / "data/embeddings/glove.npz"
    save_embedding(path, Embedding(WORDS, matrix, np.arange(10) > 1))
    return project


def measured(project):
    """Run the stage; give what it wrote."""
    done = project.run("intrinsic", "glove")
    assert done.returncode == 0, done.stderr
    path = project.folder / "metrics/intrinsic/glove.json"
    return json.loads(path.read_text(encoding="utf-8"))


def test_what_is_covered_is_measured(embedded):
    """Tiger, cat and jaguar in four pairs; where nothing is covered there is null, and no NaN."""
    found = measured(embedded)
    assert found["wordsim353"]["pairs_covered"] == 4 and found["wordsim353"]["pairs"] == 353
    assert -1 <= found["wordsim353"]["spearman"] <= 1
    assert found["simlex999"] == {"spearman": None, "pairs_covered": 0, "pairs": 999}
    assert found["analogies"]["covered"] > 0 and found["analogies"]["questions"] == 19544


def test_case_is_that_of_the_texts(embedded):
    """A matrix of words as they are written is asked for `Athens`."""
    embedded.params["text"]["lower"] = False
    assert measured(embedded)["analogies"] == {"accuracy": None, "covered": 0, "questions": 19544}


def test_a_matrix_that_is_not_there_is_named(project):
    """And nothing is written."""
    done = project.run("intrinsic", "glove")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "glove.npz: expected the matrix of an entry of `embed`, got none" in done.stderr
    assert project.outputs() == []
