"""From characters to a word's vector, against a convolution over all 50 positions."""

import numpy as np
import pytest
import tensorflow as tf

from bakeoff.encoders.bilm.char_cnn import CharacterCnn
from bakeoff.encoders.bilm.characters import boundary_codes, word_codes
from tests.encoders.plain import PlainBilm
from tests.encoders.small import KINDS, options, write_small

KIND_OF_CNN = ["as published", "no highway", "one highway", "tanh", "without projections"]
WORDS = ["", "a", "né", "😀", *("free-prize" * 6)[:60].split(), *("x" * n for n in range(1, 61))]


@pytest.fixture(scope="module", params=[*KIND_OF_CNN, "few characters"])
def both(request, tmp_path_factory):
    """Give the layer and the same in plain NumPy."""
    folder = tmp_path_factory.mktemp("bilm")
    bilm = write_small(folder, **KINDS[request.param])
    return bilm.characters, PlainBilm(folder)


def codes_of(layer_and_plain, words):
    """Code words by the length that the options say."""
    return word_codes(words, layer_and_plain[1].cnn["max_characters_per_token"])


def test_words_of_every_length_have_the_vectors_of_the_formula(both):
    """In a batch whose longest word leaves no padding to cut, and each alone."""
    layer, plain = both
    expected = [plain.word_vector(word) for word in WORDS]
    codes = codes_of(both, WORDS)
    np.testing.assert_allclose(layer(codes), expected, atol=1e-5)
    alone = [layer(row[None])[0] for row in codes]
    np.testing.assert_allclose(alone, expected, atol=1e-5)


def test_the_marks_of_a_sentence_have_vectors_of_their_own(both):
    """By the formula too."""
    layer, plain = both
    codes = boundary_codes(plain.cnn["max_characters_per_token"])
    expected = [plain.vector_of(row) for row in codes.tolist()]
    np.testing.assert_allclose(layer(codes), expected, atol=1e-5)
    assert np.abs(expected[0] - expected[1]).max() > 0.01


def test_neighbours_do_not_matter(both):
    """A short word beside a long one, and without it."""
    layer, _ = both
    codes = codes_of(both, ["ok", "a", "x" * 60])
    np.testing.assert_allclose(layer(codes)[:2], layer(codes[:2]), atol=1e-6)


def test_words_that_begin_alike_are_one_beyond_48_bytes(tmp_path):
    """The last byte that counts does make a difference."""
    layer = write_small(tmp_path).characters
    kept, changed, cut = layer(word_codes(["x" * 48 + "a", "x" * 47 + "ab", "x" * 48 + "bc"]))
    np.testing.assert_allclose(kept, cut, atol=1e-6)
    assert np.abs(kept - changed).max() > 1e-3


def test_a_new_layer_lets_most_of_its_input_pass():
    """Its highways are open, and their other biases zero."""
    layer = CharacterCnn(options().char_cnn, 5)
    assert len(layer.highways) == 2
    for highway in layer.highways:
        assert (highway["b_carry"].numpy() == -2).all()
        assert not highway["b_transform"].numpy().any()


def test_a_gradient_reaches_every_weight(tmp_path):
    """Every row of a character that occurs."""
    layer = write_small(tmp_path).characters
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(layer(word_codes(WORDS)) ** 2)
    gradients = tape.gradient(loss, [variable.value for variable in layer.variables])
    table, *others = (tf.convert_to_tensor(gradient).numpy() for gradient in gradients)
    assert all(gradient.any() for gradient in others)
    used = {code - 1 for code in word_codes(WORDS).ravel().tolist()}
    assert set(np.flatnonzero(table.any(axis=1))) <= used
    assert table[ord("x")].any() and table[260].any()
