"""Neighbours come from any matrix of the project."""

import shutil

import numpy as np
import pytest

from bakeoff.core.embedding import Embedding, save_embedding
from bakeoff.core.errors import BakeoffError
from bakeoff.inference.neighbours import find_matrix, find_neighbours

WORDS = ["[PAD]", "[UNK]", "win", "prize", "home", "drawn"]
MATRIX = np.array([[0, 0], [1, 1], [1, 0], [2, 0.5], [0, 1], [1, 0]], np.float32)


@pytest.fixture
def folder(tmp_path):
    """Write a matrix in which the last word has no published vector, and a learned one."""
    found = np.array([False, False, True, True, True, False])
    none = np.zeros(6, bool)
    save_embedding(tmp_path / "data/embeddings/glove.npz", Embedding(WORDS, MATRIX, found, none))
    save_embedding(tmp_path / "models/keras/embedding.npz", Embedding(WORDS, MATRIX, none, none))
    params = (
        "embed: {word2vec: {}, glove: {}, fasttext: {}}\nmodels: {glove: {}, keras: {}, bag: {}}\n"
    )
    (tmp_path / "params.yaml").write_text(params, encoding="utf-8")
    return tmp_path


def copy_matrix(folder, path):
    """Copy the learned matrix to a path in the folder."""
    (folder / path).parent.mkdir(exist_ok=True)
    shutil.copyfile(folder / "models/keras/embedding.npz", folder / path)


def test_the_nearest_word_comes_first(folder):
    """Words without a published vector are no neighbours: theirs were drawn."""
    found = find_neighbours("win", None, 10, folder)
    assert [word for _, word in found.nearest] == ["prize", "home"]
    assert found.nearest[0][0] == pytest.approx(2 / np.hypot(2, 0.5))
    assert found.path == folder / "data/embeddings/glove.npz"


def test_a_learned_matrix_is_that_of_a_model(folder):
    """All its rows were learned."""
    found = find_neighbours("Win", "models/keras", 1, folder)
    assert (found.word, found.nearest) == ("win", [(1.0, "drawn")])


@pytest.mark.parametrize(
    ("word", "vectors", "message"),
    [
        ("prizes", None, "no vector of 'prizes'; it has 'prize'; name another word"),
        ("drawn", None, "no vector of 'drawn'"),
        ("[UNK]", None, r"no vector of '\[UNK\]'"),
        ("win", "glov", r"no vectors 'glov'; there are .*; did you mean glove\?"),
        ("win", "../x", "no vectors '../x'; there are glove"),
    ],
)
def test_what_is_not_there_is_refused(folder, word, vectors, message):
    """The closest names are offered."""
    with pytest.raises(BakeoffError, match=message):
        find_neighbours(word, vectors, 10, folder)


def test_without_pretrained_vectors_the_first_learned_ones_are_read(folder):
    """As after `bakeoff init` without --vectors."""
    copy_matrix(folder, "models/bag/embedding.npz")
    (folder / "data/embeddings/glove.npz").unlink()
    assert find_neighbours("win", None, 1, folder).path == folder / "models/keras/embedding.npz"


def test_the_default_is_the_first_entry_of_params_yaml_that_has_a_matrix(folder):
    """In the order of the file, whatever other matrices are left over."""
    for name in ("a_leftover", "fasttext"):
        copy_matrix(folder, f"data/embeddings/{name}.npz")
    assert find_matrix(None, folder) == folder / "data/embeddings/glove.npz"
    copy_matrix(folder, "data/embeddings/word2vec.npz")
    assert find_matrix(None, folder) == folder / "data/embeddings/word2vec.npz"


def test_without_any_matrix_the_error_says_what_makes_one(tmp_path):
    """As in a new clone."""
    params = "embed: {glove: {}}\nmodels: {glove: {}}\n"
    (tmp_path / "params.yaml").write_text(params, encoding="utf-8")
    with pytest.raises(BakeoffError, match="found none; `make repro` makes them"):
        find_matrix(None, tmp_path)
