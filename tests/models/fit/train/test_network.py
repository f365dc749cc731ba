"""Networks: shapes, what is trained, and what a saved one is."""

import keras
import numpy as np
import pytest

from bakeoff.core.embedding import Embedding
from bakeoff.core.tokens import Text
from bakeoff.models.fit.train.network import (
    Design,
    build_network,
    load_network,
    predict,
    read_strings,
    save_network,
)
from bakeoff.models.heads import cnn, flatten, pool

WORDS = ["[PAD]", "[UNK]", "free", "entry", "tonight"]
MATRIX = np.random.default_rng(0).standard_normal((5, 3)).astype(np.float32)
EMBEDDING = Embedding(WORDS, MATRIX, np.arange(5) > 1)
TEXT = Text(lower=True, separators="-", symbols="([!])", max_length=None)
HEADS = [
    flatten.Settings(dropout=0.0),
    pool.Settings(hidden=4, dropout=0.1),
    cnn.Settings(widths=[3, 4, 5], filters=2, dropout=0.1),
]
heads = pytest.mark.parametrize("head", HEADS, ids=["flatten", "pool", "cnn"])


def design(head, *, trainable=False, classes=2, from_scratch=False):
    """Describe a small network."""
    return Design(EMBEDDING, trainable, from_scratch, head, TEXT, classes)


def build(described: Design, seed: int = 1) -> keras.Model:
    """Build a network from raw texts of at most four tokens."""
    length = 4 if described.head.fixed_length else None
    network = build_network(described, 5, length, seed)
    return read_strings(network, described.text_to_ids(pad_to=length))


@heads
@pytest.mark.parametrize("classes", [2, 3])
def test_probabilities_of_all_classes_sum_to_one(head, classes):
    """For texts of any kind, the empty one too."""
    found = predict(build(design(head, classes=classes)), ["Free entry!", "", "zzz \x00 🎉"])
    assert found.shape == (3, classes)
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-6)


@heads
def test_a_text_does_not_depend_on_its_neighbours(head):
    """Nor on their length, nor on the order."""
    model = build(design(head))
    texts = ["free entry", "tonight", "free free entry tonight"]
    together = predict(model, texts)
    alone = np.concatenate([predict(model, [text]) for text in texts])
    np.testing.assert_allclose(together, alone, atol=1e-6)


@heads
def test_a_frozen_embedding_has_no_weights_to_train(head):
    """The matrix is as it was given."""
    network = build_network(design(head), 5, 4, seed=1)
    np.testing.assert_array_equal(network.get_layer("embedding").matrix, MATRIX)
    assert not network.get_layer("embedding").trainable_variables


def test_the_seed_alone_decides_the_weights():
    """Same seed, same network; another seed, another."""
    first, same, other = (build_network(design(HEADS[1]), 5, None, seed) for seed in (1, 1, 2))
    weights = [model.get_weights()[-2] for model in (first, same, other)]
    np.testing.assert_array_equal(weights[0], weights[1])
    assert not np.array_equal(weights[0], weights[2])


@heads
def test_a_saved_network_is_the_same_bytes_and_predicts_the_same(head, tmp_path):
    """No date, no address of memory; loaded in safe mode."""
    texts = ["free entry", "", "unheard of"]
    for name in ("a", "b"):
        keras.backend.clear_session()
        save_network(build(design(head)), tmp_path / f"{name}.keras")
    assert (tmp_path / "a.keras").read_bytes() == (tmp_path / "b.keras").read_bytes()
    loaded = load_network(tmp_path / "a.keras")
    np.testing.assert_allclose(predict(loaded, texts), predict(build(design(head)), texts))
