"""Our own biLM as an encoder: from texts to the layers of their tokens, and to means."""

import shutil

import numpy as np
import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.encoders.bilm import frozen
from bakeoff.encoders.bilm.frozen import BilmEncoder, WordVectors
from bakeoff.encoders.bilm.weights import load_bilm
from tests.encoders.plain import PlainBilm
from tests.encoders.small import write_small

LAYERS, WIDTH = 3, 10
TEXTS = [
    "free prize , free entry",
    "ok",
    "😀 👩‍👩‍👧 🏳️‍🌈",
    "مرحبا بالعالم שלום",
    "a\u00a0b \u202e c \0 d \ud83d",
    "",
    "free " + "x" * 51 + " " + "x" * 500 + " " + "é" * 60,
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Write a small biLM once."""
    folder = tmp_path_factory.mktemp("bilm")
    write_small(folder)
    return folder


@pytest.fixture(scope="module")
def encoder(folder):
    """Load it once."""
    return BilmEncoder(folder, split=str.split)


def test_means_are_those_computed_by_hand(folder, encoder):
    """For texts of every kind, in their order."""
    plain = PlainBilm(folder)
    assert (encoder.layers, encoder.width) == (LAYERS, WIDTH)
    means = encoder.encode(TEXTS)
    assert means.dtype == np.float32
    for mean, text in zip(means, TEXTS, strict=True):
        layers = plain.layers(text.split())
        assert encoder.length(text) == len(layers)
        by_hand = layers.mean(axis=0) if len(layers) else np.zeros((LAYERS, WIDTH))
        np.testing.assert_allclose(mean, by_hand, atol=1e-5)


def test_tokens_are_those_computed_by_hand(folder, encoder):
    """Each text has its own array, of no row if it has no token."""
    plain = PlainBilm(folder)
    encoded = encoder.encode_tokens(TEXTS)
    for tokens, text in zip(encoded, TEXTS, strict=True):
        assert tokens.dtype == np.float32
        assert tokens.shape == (len(text.split()), LAYERS, WIDTH)
        np.testing.assert_allclose(tokens, plain.layers(text.split()), atol=1e-5)


def test_a_text_has_the_same_vectors_in_every_batch(encoder):
    """Alone, in another order, and beside a long one."""
    together = encoder.encode(TEXTS)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    np.testing.assert_allclose(alone, together, atol=1e-5)
    np.testing.assert_allclose(encoder.encode(TEXTS[::-1])[::-1], together, atol=1e-5)
    beside = encoder.encode(["word " * 200, *TEXTS, ""])[1:-1]
    np.testing.assert_allclose(beside, together, atol=1e-5)


def test_a_batch_may_have_no_token_at_all(folder):
    """The means are zeros, even from an encoder that has not seen a word yet."""
    encoder = BilmEncoder(folder, split=str.split)
    for texts in ([], [""], ["", " \t\n", ""]):
        means = encoder.encode(texts)
        assert means.shape == (len(texts), LAYERS, WIDTH) and not means.any()
        shapes = [tokens.shape for tokens in encoder.encode_tokens(texts)]
        assert shapes == [(0, LAYERS, WIDTH)] * len(texts)


def test_a_text_of_5000_words_is_encoded_whole(folder, encoder):
    """It does not change the short text beside it."""
    words = [f"w{number % 700}" for number in range(5000)]
    means = encoder.encode(["ok", " ".join(words)])
    by_hand = PlainBilm(folder).layers(words).mean(axis=0, dtype=np.float64)
    np.testing.assert_allclose(means[1], by_hand, rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(means[:1], encoder.encode(["ok"]), atol=1e-5)


def test_length_counts_the_tokens_of_the_split(folder):
    """The split is the one that the encoder was given."""
    assert BilmEncoder(folder, split=list).length("a b") == 3


def test_words_beyond_what_is_kept_have_the_same_vectors(folder, monkeypatch):
    """The store of words is emptied, more than once."""
    words = [f"word{number}" for number in range(40)]
    expected = WordVectors(load_bilm(folder))(words)
    monkeypatch.setattr(frozen, "MOST_WORDS", 5)
    monkeypatch.setattr(frozen, "WORDS_AT_ONCE", 3)
    vectors_of = WordVectors(load_bilm(folder))
    for start in (*range(0, 40, 4), *range(30, 0, -7)):
        vectors = vectors_of(words[start : start + 4])
        np.testing.assert_allclose(vectors, expected[start : start + 4], atol=1e-6)


def test_the_store_of_words_stays_bounded(folder, monkeypatch):
    """It exceeds what is kept by no more than a batch."""
    monkeypatch.setattr(frozen, "MOST_WORDS", 5)
    vectors_of = WordVectors(load_bilm(folder))
    for start in range(0, 60, 4):
        vectors_of([f"word{number}" for number in range(start, start + 4)])
        assert len(vectors_of._vectors) == len(vectors_of._row_of) <= 5 + 4


def test_a_repeated_word_is_computed_once(folder):
    """In one batch or in several."""
    vectors_of = WordVectors(load_bilm(folder))
    first = vectors_of(["ok", "free", "ok"])
    np.testing.assert_array_equal(first[0], first[2])
    np.testing.assert_array_equal(vectors_of(["free", "new", "ok"])[::2], first[1::-1])
    assert len(vectors_of._vectors) == 3


def test_bfloat16_is_close_to_float32(folder, encoder):
    """A cosine above 0.999 in every layer; the word's own vector is the same."""
    texts = [word for text in TEXTS for word in text.split()]
    exact = encoder.encode(texts)
    coarse = BilmEncoder(folder, split=str.split, matmul="bfloat16").encode(texts)
    np.testing.assert_allclose(coarse[:, 0], exact[:, 0], atol=1e-6)
    assert np.abs(coarse[:, 1:] - exact[:, 1:]).max() > 1e-5
    product = (coarse * exact).sum(axis=2)
    lengths = np.linalg.norm(coarse, axis=2) * np.linalg.norm(exact, axis=2)
    assert (product > 0.999 * lengths).all()


def test_a_folder_that_holds_no_bilm_is_refused(folder, tmp_path):
    """The error names the missing file."""
    shutil.copy(folder / "options.json", tmp_path)
    with pytest.raises(BakeoffError, match=r"expected one file \*weights\.hdf5, got \[\]"):
        BilmEncoder(tmp_path, split=str.split)
