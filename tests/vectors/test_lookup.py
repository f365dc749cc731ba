"""Vectors of words first met at prediction: those that `embed` would have given."""

import gzip
import shutil

import numpy as np
import pytest
from gensim.models.fasttext import load_facebook_vectors
from gensim.test.utils import datapath

from bakeoff.core.errors import BakeoffError
from bakeoff.vectors.lookup import Subwords, vectors_of

MODEL = datapath("crime-and-punishment.bin")
WORDS = ["дом", "zqx", "слово", "домик"]


def test_vectors_are_those_that_gensim_gives(tmp_path):
    """Of words that the model holds, and of others; plain or packed."""
    expected = load_facebook_vectors(MODEL)
    plain = shutil.copy(MODEL, tmp_path / "model.bin")
    packed = tmp_path / "model.bin.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    for path in (plain, packed):
        found = vectors_of(path, WORDS)
        assert found.tobytes() == np.array([expected[word] for word in WORDS]).tobytes()


def test_a_word_without_a_vector_is_nan_and_fallbacks_are_tried(tmp_path):
    """As in training."""
    plain = shutil.copy(MODEL, tmp_path / "model.bin")
    assert np.isnan(vectors_of(plain, ["ZQX"], fallbacks=[])).all()
    ours, other = vectors_of(plain, ["ДОМ", "дом"], fallbacks=["lower"])
    assert vectors_of(plain, ["дом"], fallbacks=[]).tobytes() == other.tobytes()
    assert np.array_equal(ours, other) or np.isnan(other).all()


def test_another_file_or_none_is_one_line(tmp_path):
    """The model was trained with other vectors."""
    path = tmp_path / "model.bin"
    told = Subwords(source=str(path), bytes=3, fallbacks=["subwords"])
    for content, got in ((None, "no file"), (b"1234", "4 bytes")):
        if content:
            path.write_bytes(content)
        with pytest.raises(
            BakeoffError, match=f"expected the vectors of 3 bytes .* {got}; restore"
        ):
            told.check()
    path.write_bytes(b"123")
    assert told.check() == path
