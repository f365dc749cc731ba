"""The words or texts that are shown."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.core.embedding import Embedding
from bakeoff.core.table import Text
from bakeoff.projector.points import LENGTH, choose_texts, choose_words, count_use, shorten

TEXTS = [
    Text(0, "free win win", "spam", 0, ""),
    Text(1, "free home home", "ham", 0, ""),
    Text(2, "none rare", "ham", 0, ""),
]
EMBEDDING = Embedding(
    ["[PAD]", "[UNK]", "free", "home", "win", "none", "extra", "rare"],
    np.arange(16, dtype=np.float32).reshape(8, 2),
    np.array([0, 0, 1, 1, 1, 0, 1, 1], bool),
    np.zeros(8, bool),
)
USE = count_use(TEXTS, ["ham", "spam"], str.split)


def test_the_most_frequent_words_with_a_vector_are_shown():
    """Only words of the texts; equally frequent ones in the order of the rows."""
    points = choose_words(EMBEDDING, USE, 9)
    assert points.labels == ["free", "home", "win", "rare"] and points.counts == [2, 2, 2, 1]
    assert points.vectors.tolist() == [[4, 5], [6, 7], [8, 9], [14, 15]]
    assert choose_words(EMBEDDING, USE, 2).labels == ["free", "home"]


def test_the_share_is_that_of_texts_of_the_last_class():
    """A word that occurs twice in a text counts once."""
    assert choose_words(EMBEDDING, USE, 9).share == [0.5, 0, 1, 0]


def test_the_vector_of_a_text_is_the_mean_of_its_layers():
    """The first texts are shown, without counts."""
    features = np.arange(12, dtype=np.float16).reshape(3, 2, 2)
    points = choose_texts(TEXTS, features, "spam", 2)
    assert points.vectors.tolist() == [[1, 2], [5, 6]]
    assert points.labels == ["free win win", "free home home"] and points.share == [1, 0]
    assert (points.kind, points.counts) == ("texts", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("win", "win"),
        ("four", "four"),
        ("fives", "fiv…"),
        ("cafe\u0301s", "caf…"),
        ("ok \U0001f44d\U0001f3fd!", "ok …"),
        ("hi\U0001f469\u200d\U0001f469", "hi…"),
        ("\u0301" * 9, "…"),
    ],
)
def test_no_character_is_cut_in_two(text, expected):
    """No accent, skin tone or half of an emoji is left without the rest."""
    assert shorten(text, 4) == expected


@given(st.text(min_size=LENGTH - 3, max_size=LENGTH + 20))
def test_a_label_is_the_beginning_of_its_text(text):
    """It has a limited length."""
    label = shorten(text)
    assert len(label) <= LENGTH and (label == text or text.startswith(label[:-1]))
