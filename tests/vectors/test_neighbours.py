"""The nearest words to a vector."""

import numpy as np
import pytest
from gensim.models import KeyedVectors

from bakeoff.vectors.neighbours import find_nearest
from bakeoff.vectors.readers import open_vectors


@pytest.fixture
def saved(tmp_path):
    """Write random vectors of 5,000 words, several blocks of them; give the file and gensim's."""
    vectors = KeyedVectors(30)
    numbers = np.random.default_rng(1).normal(size=(5000, 30)).astype(np.float32)
    numbers[7] = 0
    vectors.add_vectors([f"w{n}" for n in range(5000)], numbers)
    vectors.save_word2vec_format(tmp_path / "vectors.bin", binary=True)
    return tmp_path / "vectors.bin", vectors


def test_the_nearest_are_those_of_gensim(saved):
    """By cosine; the word itself is the nearest."""
    path, vectors = saved
    nearest = find_nearest(open_vectors(path).vectors(), vectors["w3"], 11)
    assert nearest[0][1] == "w3" and nearest[0][0] == pytest.approx(1)
    expected = vectors.most_similar("w3", topn=10)
    assert [word for _, word in nearest[1:]] == [word for word, _ in expected]
    assert [c for c, _ in nearest[1:]] == pytest.approx([c for _, c in expected], abs=1e-6)


def test_a_vector_of_zeros_is_near_to_none(saved):
    """It has no direction: its cosines are zero, and not NaN."""
    path, _ = saved
    nearest = find_nearest(open_vectors(path).vectors(), np.zeros(30, np.float32), 3)
    assert nearest == [(0, "w0"), (0, "w1"), (0, "w2")]


def test_no_more_than_all_words_are_near(saved):
    """A larger count is no error."""
    path, vectors = saved
    assert len(find_nearest(open_vectors(path).vectors(), vectors["w3"], 9999)) == 5000
