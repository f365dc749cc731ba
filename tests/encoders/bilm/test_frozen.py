"""Our own biLM as an encoder: from texts to the layers of their tokens, and to their pools."""

import shutil

import numpy as np
import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.encoders.bilm import frozen
from bakeoff.encoders.bilm.frozen import BilmEncoder, WordVectors
from bakeoff.encoders.bilm.weights import load_bilm
from tests.encoders.plain import PlainBilm, pool
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


def test_features_are_those_computed_by_hand(folder, encoder):
    """For texts of every kind, in their order: normalised, then mean, maximum and minimum."""
    plain = PlainBilm(folder)
    assert (encoder.layers, encoder.width) == (LAYERS, 3 * WIDTH)
    assert encoder.pooling == ["mean_max_min"] * LAYERS
    found = encoder.encode(TEXTS)
    assert found.dtype == np.float32
    for features, text in zip(found, TEXTS, strict=True):
        layers = plain.layers(text.split())
        assert encoder.length(text) == len(layers)
        np.testing.assert_allclose(features, pool(layers), atol=1e-4)


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
    """The features are zeros, even from an encoder that has not seen a word yet."""
    encoder = BilmEncoder(folder, split=str.split)
    for texts in ([], [""], ["", " \t\n", ""]):
        features = encoder.encode(texts)
        assert features.shape == (len(texts), LAYERS, 3 * WIDTH) and not features.any()
        shapes = [tokens.shape for tokens in encoder.encode_tokens(texts)]
        assert shapes == [(0, LAYERS, WIDTH)] * len(texts)


def test_a_text_of_5000_words_is_encoded_whole(folder, encoder):
    """It does not change the short text beside it."""
    words = [f"w{number % 700}" for number in range(5000)]
    features = encoder.encode(["ok", " ".join(words)])
    np.testing.assert_allclose(features[1], pool(PlainBilm(folder).layers(words)), atol=1e-4)
    np.testing.assert_allclose(features[:1], encoder.encode(["ok"]), atol=1e-5)


def test_length_counts_the_tokens_of_the_split(folder):
    """The split is the one that the encoder was given."""
    assert BilmEncoder(folder, split=list).length("a b") == 3


def test_a_form_is_the_next_power_of_two(encoder):
    """Short texts share one; texts without tokens have a form of their own."""
    forms = {0: 0, 1: 8, 8: 8, 9: 16, 16: 16, 17: 32, 1000: 1024}
    assert {length: encoder.form(length) for length in forms} == forms


def test_a_word_has_the_same_bytes_whatever_the_other_words_are(folder):
    """Of every length; first or last, in a batch of its own or in a full one."""
    words = ["", "a", "né", "x" * 6, "x" * 7, "x" * 14, "x" * 15, "x" * 30, "x" * 60, "😀" * 9]
    expected = WordVectors(load_bilm(folder))(words)
    for others in (["b"], [f"{'y' * (n % 50)}{n}" for n in range(700)]):
        found = WordVectors(load_bilm(folder))([*others, *words])[len(others) :]
        np.testing.assert_array_equal(found, expected)


def test_prepared_words_are_not_computed_again(folder):
    """Those of texts, as the encoder cuts them."""
    encoder = BilmEncoder(folder, split=str.split)
    encoder.prepare(["free prize", "prize ok"])
    assert list(encoder._word_vectors._row_of) == ["free", "prize", "ok"]


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
    texts = [" ".join(TEXTS)]
    (exact,) = encoder.encode_tokens(texts)
    (coarse,) = BilmEncoder(folder, split=str.split, matmul="bfloat16").encode_tokens(texts)
    np.testing.assert_allclose(coarse[:, 0], exact[:, 0], atol=1e-6)
    assert np.abs(coarse[:, 1:] - exact[:, 1:]).max() > 1e-5
    product = (coarse * exact).sum(axis=2)
    lengths = np.linalg.norm(coarse, axis=2) * np.linalg.norm(exact, axis=2)
    assert (product > 0.999 * lengths).all()


def test_a_folder_that_holds_no_bilm_is_refused(folder, tmp_path):
    """The error names the missing file."""
    shutil.copy(folder / "options.json", tmp_path)
    with pytest.raises(BakeoffError, match=r"expected one file \*weights\.hdf5 .*, got \[\]"):
        BilmEncoder(tmp_path, split=str.split)
