"""The whole biLM, against plain NumPy that reads its files and one sentence at a time."""

import numpy as np
import pytest
import tensorflow as tf

from bakeoff.encoders.bilm.characters import word_codes
from tests.encoders.plain import PlainBilm
from tests.encoders.small import KINDS, write_small

TEXTS = [
    ["free", "prize", "!"],
    [],
    ["ok"],
    ["WINNER", "£1000", "cash", "call", "09061701461", "now", "😀", "x"],
    ["ok", "ok"],
]


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Give a small biLM."""
    return write_small(tmp_path_factory.mktemp("bilm"))


def inputs(bilm, texts):
    """Give the vectors of the words, flat, and the lengths."""
    length = bilm.options.char_cnn.max_characters_per_token
    words = [word for text in texts for word in text]
    lengths = tf.constant([len(text) for text in texts])
    return bilm.word_vectors(word_codes(words, length)), lengths


def layers_of_each(bilm, texts):
    """Run the biLM; give the layers of each text."""
    vectors, lengths = inputs(bilm, texts)
    return np.split(bilm(vectors, lengths).numpy(), np.cumsum(lengths)[:-1])


@pytest.mark.parametrize("kind", KINDS)
def test_every_layer_is_that_of_the_published_files(tmp_path, kind):
    """By the names in them; each text stands for itself, between marks."""
    bilm = write_small(tmp_path, **KINDS[kind])
    plain = PlainBilm(tmp_path)
    for layers, text in zip(layers_of_each(bilm, TEXTS), TEXTS, strict=True):
        assert layers.shape == (len(text), bilm.options.layers, bilm.options.width)
        if text:
            np.testing.assert_allclose(layers, plain.layers(text), atol=1e-5)


@pytest.mark.parametrize(
    ("name", "batch"),
    [
        ("in another order", TEXTS[::-1]),
        ("beside a long one", [["word"] * 60, *TEXTS, ["x" * 60] * 30]),
        ("among empty ones", [[], *TEXTS, [], []]),
        *((f"alone: {len(text)} words", [text]) for text in TEXTS if text),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_text_has_the_same_layers_in_every_batch(small, name, batch):
    """Whatever its neighbours are, and wherever it stands."""
    together = layers_of_each(small, TEXTS)
    for text, layers in zip(batch, layers_of_each(small, batch), strict=True):
        if text and text in TEXTS:
            np.testing.assert_allclose(layers, together[TEXTS.index(text)], atol=1e-5)


def test_a_word_differs_by_what_stands_before_and_after_it(small):
    """Forward by what stands before, backward by what follows; its own vector stays."""
    now, later = layers_of_each(small, [["free", "ok", "now"], ["free", "ok", "later"]])
    forward, backward = slice(0, 5), slice(5, 10)
    np.testing.assert_array_equal(now[1, 0], later[1, 0])
    np.testing.assert_allclose(now[1, 1:, forward], later[1, 1:, forward], atol=1e-6)
    assert (np.abs(now[1, 1:, backward] - later[1, 1:, backward]).max(axis=1) > 1e-3).all()


def test_a_gradient_reaches_every_weight(small):
    """From the layers of the words to the characters."""
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(small(*inputs(small, TEXTS)) ** 2)
    gradients = tape.gradient(loss, [variable.value for variable in small.variables])
    assert len(gradients) == 1 + 2 * 3 + 4 * 2 + 2 + 2 * 2 * 3
    assert all(tf.convert_to_tensor(gradient).numpy().any() for gradient in gradients)
