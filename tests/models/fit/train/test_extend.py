"""New words at prediction: known by their vectors, and nothing else changes."""

import keras
import numpy as np
import pytest

from bakeoff.models.fit.train.extend import extend
from bakeoff.models.fit.train.final import FILE
from bakeoff.models.fit.train.network import load_network, predict, save_network
from tests.models.fit.train.test_final import CASES, TEXTS, fit, layer_of

NEW = ["zebra", "a", "yak", "ox"]


@pytest.mark.parametrize(("head", "trainable"), CASES)
def test_a_new_word_is_read_by_its_vector(head, trainable, tmp_path):
    """As a known word of the same vector is; a known word keeps its own, NaN is none."""
    fit(tmp_path, head, trainable)
    network = load_network(tmp_path / "model" / FILE)
    matrix = layer_of(network).matrix
    vectors = np.stack([matrix[3], matrix[3], matrix[4], matrix[4] * np.nan])
    extended = extend(network, NEW, vectors)
    third, fourth, *_ = network_words(network)[3:]
    new, known = ["zebra yak a", "ox"], [f"{third} {fourth} a", "unheard"]
    np.testing.assert_allclose(predict(extended, new), predict(network, known), atol=1e-6)
    np.testing.assert_allclose(predict(extended, TEXTS), predict(network, TEXTS), atol=1e-6)
    assert network_words(extended)[len(matrix) :] == ["zebra", "yak"]
    save_network(extended, tmp_path / "again.keras")
    again = predict(load_network(tmp_path / "again.keras"), new)
    np.testing.assert_allclose(again, predict(extended, new), atol=1e-6)


def network_words(network: keras.Model) -> list[str]:
    """Give the words of the layer that reads strings."""
    return next(layer for layer in network.layers if hasattr(layer, "table")).settings["words"]
