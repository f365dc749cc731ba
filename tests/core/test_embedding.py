"""Embeddings: drawing, saving, loading and joining them."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.core.embedding import Embedding, draw_by_word, join, load_embedding, save_embedding
from bakeoff.core.tokens import RESERVED

VOCABULARY = [*RESERVED, "free", "rare", "you"]
FIRST = Embedding(
    [*VOCABULARY, "extra"],
    np.float32([[0, 0], [9, 8], [5, 6], [7, 7], [1, 2], [3, 4]]),
    np.array([False, False, True, False, True, True]),
    np.array([False, False, False, False, True, True]),
)
SECOND = Embedding(
    [*VOCABULARY, "last"],
    np.float32([[0, 0, 0], [2, 3, 4], [5, 5, 5], [7, 8, 9], [6, 6, 6], [1, 1, 1]]),
    np.array([False, False, False, True, False, True]),
    np.array([False, False, False, False, False, True]),
)


def test_joined_matrices_hold_the_words_of_both():
    """A word that one of them lacks has its row of unknown."""
    joined = join(FIRST, SECOND)
    assert joined.words == [*VOCABULARY, "extra", "last"] and joined.matrix.shape == (7, 5)
    assert np.array_equal(joined.matrix[:5, :2], FIRST.matrix[:5])
    assert np.array_equal(joined.matrix[:5, 2:], SECOND.matrix[:5])
    assert joined.matrix[5].tolist() == [3, 4, 2, 3, 4]
    assert joined.matrix[6].tolist() == [9, 8, 1, 1, 1]
    assert joined.found.tolist() == [False, False, True, True, True, True, True]
    assert joined.common.tolist() == [False, False, False, False, True, True, True]
    assert joined.matrix.dtype == np.float32


def test_an_embedding_is_read_as_it_was_saved(tmp_path):
    """With words of any characters."""
    words = [*VOCABULARY, "caf\xe9", "a\u2028b", "\x85"]
    matrix = np.random.default_rng(1).normal(size=(8, 3)).astype(np.float32)
    saved = Embedding(words, matrix, np.arange(8) > 1, np.arange(8) > 5, '{"source": "é"}')
    save_embedding(tmp_path / "glove.npz", saved)
    found = load_embedding(tmp_path / "glove.npz")
    assert found.words == words and np.array_equal(found.found, saved.found)
    assert np.array_equal(found.common, saved.common) and found.subwords == saved.subwords
    assert found.matrix.tobytes() == matrix.tobytes() and found.matrix.dtype == np.float32


def test_the_same_embedding_makes_the_same_bytes(tmp_path):
    """DVC compares them."""
    for name in ("one.npz", "two.npz"):
        save_embedding(tmp_path / name, join(FIRST, SECOND))
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "two.npz").read_bytes()


def test_a_saved_embedding_holds_no_pickle(tmp_path):
    """Loading it runs no code."""
    save_embedding(tmp_path / "glove.npz", FIRST)
    with np.load(tmp_path / "glove.npz", allow_pickle=False) as arrays:
        assert sorted(arrays) == ["common", "found", "matrix", "words"]
        assert all(arrays[name].dtype != object for name in arrays)


@given(st.lists(st.text(max_size=5), min_size=1, unique=True), st.integers(0, 2**32 - 1))
def test_what_is_drawn_for_a_word_depends_on_the_word_column_and_seed_alone(words, seed):
    """Neither on other words, nor on their order, nor on the number of columns."""
    drawn = draw_by_word(words, 3, seed)
    assert ((drawn > 0) & (drawn < 1)).all()
    np.testing.assert_array_equal(draw_by_word(words[::-1], 3, seed), drawn[::-1])
    np.testing.assert_array_equal(draw_by_word(words[:1], 7, seed)[:, :3], drawn[:1])


def test_draws_of_words_columns_and_seeds_are_apart():
    """And uniform: mean 1/2, variance 1/12."""
    words = [f"word{number}" for number in range(500)]
    first, second = (draw_by_word(words, 40, seed) for seed in (1, 2))
    assert len(np.unique(np.concatenate([first, second]))) == first.size + second.size
    assert abs(first.mean() - 1 / 2) < 0.01 and abs(first.var() - 1 / 12) < 0.002
    flat = [np.corrcoef(*pair)[0, 1] for pair in ((first.ravel(), second.ravel()), first[:2])]
    assert abs(flat[0]) < 0.03 and abs(flat[1]) < 0.5


def test_every_round_knows_common_words_and_with_subwords_all_that_have_a_vector():
    """A join needs both files at prediction, so it has no subwords."""
    with_subwords = replace(FIRST, subwords="{}")
    assert FIRST.shared.tolist() == FIRST.common.tolist()
    assert with_subwords.shared.tolist() == FIRST.found.tolist()
    assert not join(with_subwords, SECOND).subwords
