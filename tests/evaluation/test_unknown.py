"""Errors by share of unknown words."""

import numpy as np

from bakeoff.core.embedding import Embedding
from bakeoff.evaluation.unknown import known_words, unknown_lines, unknown_shares

TEXTS = [["a", "b"], ["a", "x"], ["x", "y"], [], ["a"] * 19 + ["x"]]


def test_the_share_is_of_the_tokens():
    """A text without any has no unknown ones."""
    assert unknown_shares(TEXTS, {"a", "b"}).tolist() == [0, 0.5, 1, 0, 0.05]


def test_error_rates_are_those_of_the_texts_of_a_bin():
    """The mean over repeats; bins without texts are left out."""
    shares = unknown_shares(TEXTS, {"a", "b"})
    labels = np.array([0, 1, 1, 0, 1])
    chosen = np.array([[0, 1, 0, 1, 1], [0, 0, 0, 0, 1]])
    assert unknown_lines("m", shares, labels, chosen) == [
        {"model": "m", "unknown_share": "0 %", "texts": 2, "error_rate": 0.25},
        {"model": "m", "unknown_share": "0–10 %", "texts": 1, "error_rate": 0.0},
        {"model": "m", "unknown_share": "25–50 %", "texts": 1, "error_rate": 0.5},
        {"model": "m", "unknown_share": "over 50 %", "texts": 1, "error_rate": 1.0},
    ]


def test_known_words_have_a_vector_of_their_own():
    """A row that was drawn at random is not one."""
    found = np.array([False, False, True, False])
    embedding = Embedding(["[PAD]", "[UNK]", "a", "b"], np.zeros((4, 2), np.float32), found, found)
    assert known_words(embedding) == {"a"}
