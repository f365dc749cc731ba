"""The words or texts that are shown."""

from dataclasses import replace

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


def test_every_word_of_a_learned_matrix_has_a_vector():
    """None of them is from a file."""
    learned = replace(EMBEDDING, found=np.zeros(8, bool))
    assert choose_words(learned, USE, 9).labels == ["free", "home", "win", "none", "rare"]


def test_shares_are_of_the_texts_of_each_class():
    """A word that occurs twice in a text counts once; two decimals are enough."""
    assert choose_words(EMBEDDING, USE, 9).share == {"ham": [0.5, 1, 0, 1], "spam": [0.5, 0, 1, 0]}
    thirds = [Text(row, "win", label, row, "") for row, label in enumerate(["ham", "spam", "spam"])]
    use = count_use(thirds, ["ham", "spam"], str.split)
    assert choose_words(EMBEDDING, use, 9).share == {"ham": [0.33], "spam": [0.67]}


@pytest.mark.parametrize(
    ("ham", "spam", "expected"),
    [
        (0, 1, "spam"),
        (1, 0, "ham"),
        (2, 1, "mixed"),  # as among all texts
        (3, 1, "ham"),
        (1, 1, "mixed"),
        (2, 3, "spam"),
    ],
)
def test_the_class_of_a_word_is_that_of_most_texts_that_hold_it(ham, spam, expected):
    """If it has a larger share of them than of all texts, two thirds of which are ham."""
    labels = [*["ham"] * 12, *["spam"] * 6]
    holding = {*range(ham), *range(12, 12 + spam)}
    texts = [
        Text(row, "win" if row in holding else "", label, row, "")
        for row, label in enumerate(labels)
    ]
    assert count_use(texts, ["ham", "spam"], str.split).main_class("win") == expected


def test_of_many_classes_one_needs_more_than_half_of_the_texts():
    """The most frequent of three is not enough."""
    labels = ["a", "a", "b", "c", "c", "c"]
    words = ["win free", "win free", "win free", "win", "", ""]
    texts = [Text(row, *pair, row, "") for row, pair in enumerate(zip(words, labels, strict=True))]
    use = count_use(texts, ["a", "b", "c"], str.split)
    assert [use.main_class(word) for word in ("win", "free")] == ["mixed", "a"]


def test_the_vector_of_a_text_is_the_mean_of_its_layers():
    """The first texts are shown, without counts."""
    features = np.arange(12, dtype=np.float16).reshape(3, 2, 2)
    points = choose_texts(TEXTS, features, ["ham", "spam"], 2)
    assert points.vectors.tolist() == [[1, 2], [5, 6]]
    assert points.labels == ["free win win", "free home home"]
    assert points.share == {"ham": [0, 1], "spam": [1, 0]}
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
