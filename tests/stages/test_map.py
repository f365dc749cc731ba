"""The stage that lays one embedding out flat."""

import json

import numpy as np
import pytest

from bakeoff.vectors.embedding import Embedding, save_embedding

TRAIN = 'row,text,label,slice\n0,"Free, free 😀 WIN",spam,\n1,free home,ham,\n2,,ham,\n'
WORDS = ["[PAD]", "[UNK]", "free", ",", "😀", "win", "home", "other"]


@pytest.fixture
def prepared(project):
    """Write three messages, a matrix of their words but one, and what an encoder gave."""
    project.write("data/prepared/train.csv", TRAIN.encode())
    project.write("data/prepared/classes.txt", b"ham\nspam\n")
    matrix = np.random.default_rng(1).normal(size=(8, 4)).astype(np.float32)
    found = np.array([word not in ("[PAD]", "[UNK]", "win") for word in WORDS])
    save_embedding(project.folder / "data/embeddings/glove.npz", Embedding(WORDS, matrix, found))
    (project.folder / "data/features/elmo").mkdir(parents=True)
    np.save(project.folder / "data/features/elmo/elmo.train.npy", matrix[:6].reshape(3, 2, 4))
    return project


def mapped(project, name):
    """Run the stage; give what it wrote."""
    done = project.run("map", name)
    assert done.returncode == 0, done.stderr
    return json.loads((project.folder / f"data/maps/{name}.json").read_text(encoding="utf-8"))


def test_a_map_of_a_matrix_shows_words(prepared):
    """Those of the training messages that have a vector, by frequency; no other file is written."""
    before = prepared.outputs()
    found = mapped(prepared, "glove")
    assert (found["name"], found["kind"], found["dimension"]) == ("glove", "words", 4)
    assert found["labels"] == ["free", ",", "😀", "home"] and found["counts"] == [3, 1, 1, 1]
    assert found["share"] == [0.5, 1, 1, 0]
    assert len(found["tsne"]) == len(found["pca"]) == len(found["neighbours"]) == 4
    assert {*prepared.outputs()} - {*before} == {"data/maps/glove.json"}


def test_a_map_of_features_shows_messages(prepared):
    """All of the training split, if they are few; an empty one too."""
    found = mapped(prepared, "elmo")
    assert found["kind"] == "messages" and found["dimension"] == 4
    assert found["labels"] == ["Free, free 😀 WIN", "free home", ""]
    assert found["share"] == [1, 0, 0]
