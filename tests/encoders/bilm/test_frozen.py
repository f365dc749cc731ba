"""Our own biLM as an encoder: texts in, vectors of real tokens out."""

import shutil

import numpy as np
import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.encoders.bilm import frozen
from bakeoff.encoders.bilm.frozen import BilmEncoder, WordVectors, mean_per_text
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


def test_means_and_tokens_are_those_computed_by_hand(folder, encoder):
    """Of texts of every kind, in their order."""
    plain = PlainBilm(folder)
    words = [text.split() for text in TEXTS]
    expected = [plain.layers(tokens) for tokens in words]
    encoded = encoder.encode(TEXTS, keep_tokens=True)
    assert (encoder.layers, encoder.width) == (LAYERS, WIDTH)
    assert encoded.lengths.tolist() == [len(tokens) for tokens in words]
    assert encoded.lengths.dtype == np.int64
    assert encoded.means.dtype == encoded.tokens.dtype == np.float32
    np.testing.assert_allclose(encoded.tokens, np.concatenate(expected), atol=1e-5)
    for mean, layers in zip(encoded.means, expected, strict=True):
        by_hand = layers.mean(axis=0) if len(layers) else np.zeros((LAYERS, WIDTH))
        np.testing.assert_allclose(mean, by_hand, atol=1e-5)


def test_means_are_the_same_without_tokens(encoder):
    """Which are not given unless they are asked for."""
    encoded = encoder.encode(TEXTS)
    kept = encoder.encode(TEXTS, keep_tokens=True)
    assert encoded.tokens is None
    np.testing.assert_allclose(encoded.means, kept.means, atol=1e-5)
    np.testing.assert_array_equal(encoded.lengths, kept.lengths)


def test_a_text_has_the_same_vectors_in_every_batch(encoder):
    """Alone, in another order, and beside a long one."""
    together = encoder.encode(TEXTS).means
    alone = np.concatenate([encoder.encode([text]).means for text in TEXTS])
    np.testing.assert_allclose(alone, together, atol=1e-5)
    backwards = encoder.encode(TEXTS[::-1]).means[::-1]
    np.testing.assert_allclose(backwards, together, atol=1e-5)
    beside = encoder.encode(["word " * 200, *TEXTS, ""]).means[1:-1]
    np.testing.assert_allclose(beside, together, atol=1e-5)


def test_a_batch_may_have_no_token_at_all(folder):
    """Zeros, even from an encoder that has not seen a word yet."""
    encoder = BilmEncoder(folder, split=str.split)
    for texts in ([], [""], ["", " \t\n", ""]):
        for encoded in (encoder.encode(texts), encoder.encode(texts, keep_tokens=True)):
            assert encoded.means.shape == (len(texts), LAYERS, WIDTH) and not encoded.means.any()
            assert encoded.lengths.tolist() == [0] * len(texts)
        assert encoded.tokens.shape == (0, LAYERS, WIDTH)


def test_a_text_of_5000_words_is_encoded_whole(encoder):
    """Beside a short one, which it leaves alone."""
    long = " ".join(f"w{number % 700}" for number in range(5000))
    encoded = encoder.encode(["ok", long], keep_tokens=True)
    assert encoded.lengths.tolist() == [1, 5000] and encoded.tokens.shape == (5001, LAYERS, WIDTH)
    by_hand = encoded.tokens[1:].mean(axis=0, dtype=np.float64)
    for means in (encoded.means, encoder.encode(["ok", long]).means):
        np.testing.assert_allclose(means[1], by_hand, rtol=1e-5, atol=1e-5)
        np.testing.assert_allclose(means[0], encoder.encode(["ok"]).means[0], atol=1e-5)


def test_length_counts_the_tokens_of_the_split(folder):
    """That which the encoder was given."""
    encoder = BilmEncoder(folder, split=list)
    assert encoder.length("a b") == 3
    assert encoder.encode(["a b"]).lengths.tolist() == [3]


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


def test_the_store_of_words_does_not_grow_without_end(folder, monkeypatch):
    """It exceeds what is kept by no more than a batch."""
    monkeypatch.setattr(frozen, "MOST_WORDS", 5)
    vectors_of = WordVectors(load_bilm(folder))
    for start in range(0, 60, 4):
        vectors_of([f"word{number}" for number in range(start, start + 4)])
        assert len(vectors_of._vectors) == len(vectors_of._row_of) <= 5 + 4


def test_a_repeated_word_is_computed_once(folder):
    """However often it comes, in one batch or in several."""
    vectors_of = WordVectors(load_bilm(folder))
    first = vectors_of(["ok", "free", "ok"])
    np.testing.assert_array_equal(first[0], first[2])
    np.testing.assert_array_equal(vectors_of(["free", "new", "ok"])[::2], first[1::-1])
    assert len(vectors_of._vectors) == 3


def test_bfloat16_is_close_to_float32(folder, encoder):
    """A cosine above 0.999 in every layer; the word's own vector is the same."""
    texts = [text for text in TEXTS if text]
    exact = encoder.encode(texts, keep_tokens=True).tokens
    coarse = BilmEncoder(folder, split=str.split, matmul="bfloat16")
    coarse = coarse.encode(texts, keep_tokens=True).tokens
    np.testing.assert_allclose(coarse[:, 0], exact[:, 0], atol=1e-6)
    assert np.abs(coarse[:, 1:] - exact[:, 1:]).max() > 1e-5
    product = (coarse * exact).sum(axis=2)
    lengths = np.linalg.norm(coarse, axis=2) * np.linalg.norm(exact, axis=2)
    assert (product > 0.999 * lengths).all()


def test_the_mean_per_text_text_is_over_its_own_tokens():
    """By hand; no token gives zeros, wherever it stands."""
    tokens = np.array([[1.0], [2.0], [6.0], [9.0]], np.float32)
    means = mean_per_text(tokens, np.array([0, 3, 0, 1, 0]))
    assert means.tolist() == [[0.0], [3.0], [0.0], [9.0], [0.0]]
    assert mean_per_text(tokens[:0], np.array([0, 0])).tolist() == [[0.0], [0.0]]


def test_a_folder_that_holds_no_bilm_is_refused(folder, tmp_path):
    """As the weights' file says it."""
    shutil.copy(folder / "options.json", tmp_path)
    with pytest.raises(BakeoffError, match=r"expected one file \*weights\.hdf5, got \[\]"):
        BilmEncoder(tmp_path, split=str.split)
