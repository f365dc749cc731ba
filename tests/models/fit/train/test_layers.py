"""Layers: what they compute, and that they come back from a file as they were."""

import keras
import numpy as np
import pytest

from bakeoff.models.fit.train.layers import MaskedPooling, TokenEmbedding
from bakeoff.models.fit.train.text_to_ids import TextToIds

IDS = np.array([[2, 3, 0, 0], [0, 0, 0, 0]], np.int32)
FEATURES = np.array([[[1, -5], [3, -1], [9, 9], [9, 9]], [[9, 9]] * 4], np.float32)


@pytest.mark.parametrize(
    ("kind", "expected"), [("mean", [2, -3]), ("max", [3, -1]), ("min", [1, -5])]
)
def test_pooling_sees_real_tokens_only(kind, expected):
    """Padding counts for nothing; a text of no token gives zeros."""
    found = MaskedPooling([kind])(FEATURES, IDS)
    np.testing.assert_allclose(found, [expected, [0, 0]])


def test_pooling_does_not_depend_on_the_padding():
    """A text's result is the same whatever its neighbours' lengths."""
    pool = MaskedPooling(["mean", "max", "min"])
    np.testing.assert_array_equal(pool(FEATURES, IDS)[0], pool(FEATURES[:1, :2], IDS[:1, :2])[0])


@pytest.mark.parametrize("tuned_rows", [0, 2, 5])
def test_embedding_looks_up_the_row_of_a_word_and_zero_for_padding(tuned_rows):
    """However many of its rows are trained."""
    matrix = np.arange(10, dtype=np.float32).reshape(5, 2)
    layer = TokenEmbedding(5, 2, tuned_rows)
    layer.set_matrix(matrix)
    np.testing.assert_array_equal(layer(np.array([[1, 4, 0]])), [[[2, 3], [8, 9], [0, 0]]])
    np.testing.assert_array_equal(layer.matrix, matrix)
    assert sum(int(np.prod(v.shape)) for v in layer.trainable_variables) == 2 * tuned_rows


@pytest.mark.parametrize(
    "layer",
    [
        MaskedPooling(["max"]),
        TokenEmbedding(5, 2, 3),
        TextToIds(["[PAD]", "[UNK]", "a"], True, "-", "(!)", max_length=3, pad_to=4),
    ],
)
def test_a_layer_is_rebuilt_from_its_config(layer):
    """Saving loses nothing."""
    config = keras.saving.serialize_keras_object(layer)
    again = keras.saving.deserialize_keras_object(config, safe_mode=True)
    assert again.get_config() == layer.get_config()
