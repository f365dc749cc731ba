"""Pooled words outside a network: the same as the layer gives within it."""

import numpy as np

from bakeoff.models.fit.train import pooled
from bakeoff.models.fit.train.layers import MaskedPooling
from bakeoff.models.fit.train.pooled import pool_words

TOKENS = [[2, 3, 4], [], [5], [1, 1, 2, 5, 4, 3], []]
MATRIX = np.random.default_rng(1).normal(size=(6, 3)).astype(np.float32)
ROW_MAP = np.array([0, 1, 2, 1, 4, 5], np.int32)


def test_pooled_words_are_those_of_the_layer():
    """Mean, maximum and minimum; zeros for a text of no token."""
    ids = np.zeros((5, 6), np.int32)
    for row, text in zip(ids, TOKENS, strict=True):
        row[: len(text)] = ROW_MAP[text]
    layer = MaskedPooling(["mean", "max", "min"])(MATRIX[ids], ids).numpy()
    found = pool_words(TOKENS, ROW_MAP, MATRIX)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, layer, atol=1e-6)


def test_blocks_change_nothing(monkeypatch):
    """To the last bit; a text is never cut."""
    whole = pool_words(TOKENS, ROW_MAP, MATRIX)
    for block in (1, 2, 3, 5):
        monkeypatch.setattr(pooled, "BLOCK", block)
        assert pool_words(TOKENS, ROW_MAP, MATRIX).tobytes() == whole.tobytes()


def test_a_text_does_not_depend_on_its_neighbours():
    """To the last bit."""
    together = pool_words(TOKENS, ROW_MAP, MATRIX)
    for row, text in enumerate(TOKENS):
        alone = pool_words([text], ROW_MAP, MATRIX)
        assert alone.tobytes() == together[row : row + 1].tobytes()
