"""Training: every weight learns, seeds are apart, the best epoch is kept."""

import keras
import numpy as np
import pytest

from bakeoff.core.embedding import Embedding
from bakeoff.core.tokens import Text
from bakeoff.models.fit.train.layers import MaskedPooling, decide
from bakeoff.models.fit.train.network import Design, build_network
from bakeoff.models.fit.train.training import Split, Trainer
from bakeoff.models.heads import cnn, flatten, pool

TEXT = Text(lower=True, separators="-", symbols="([!])", max_length=None)
WORDS = ["[PAD]", "[UNK]", *"abcdefgh"]
HEADS = [
    flatten.Settings(dropout=0.0),
    pool.Settings(hidden=8, dropout=0.0),
    cnn.Settings(widths=[3, 4, 5], filters=4, dropout=0.0),
]


def messages(count: int, classes: int = 2) -> Split:
    """Messages whose class is that of their rarest word."""
    draw = np.random.default_rng(0)
    ids = draw.integers(1, len(WORDS), (count, 6)).astype(np.int32)
    ids[:, 4:] *= draw.integers(0, 2, (count, 1)).astype(np.int32)
    return Split({"ids": ids}, (ids.max(axis=1) % classes).astype(np.int32))


def trainer(head, classes: int = 2, trainable: bool = True) -> Trainer:
    """Prepare a training of a small network."""
    matrix = np.zeros((len(WORDS), 4), np.float32)
    embedding = Embedding(WORDS, matrix, np.arange(len(WORDS)) > 1)
    design = Design(embedding, trainable, True, head, TEXT, classes)
    return Trainer(
        lambda seed: build_network(design, len(WORDS), 6, seed),
        messages(50, classes),
        messages(20, classes),
        batch_size=8,
        learning_rate=0.01,
        trim=not head.fixed_length,
    )


@pytest.mark.parametrize("head", HEADS, ids=["flatten", "pool", "cnn"])
@pytest.mark.parametrize("classes", [2, 3])
def test_one_epoch_changes_every_weight(head, classes):
    """Nothing that should learn is left out; the loss falls over more."""
    its = trainer(head, classes)
    its._start_from(1)
    before = [weight.numpy() for weight in its.network.trainable_variables]
    run = its.run(1, epochs=12, patience=None)
    changed = [
        not np.array_equal(a, b)
        for a, b in zip(before, its.network.trainable_variables, strict=True)
    ]
    assert all(changed)
    assert run.train_loss[-1] < run.train_loss[0]


def test_a_seed_gives_the_same_whatever_ran_before():
    """Weights, optimizer and dropout start anew for each seed."""
    its = trainer(pool.Settings(hidden=8, dropout=0.5))
    first = its.run(3, epochs=3, patience=None)
    its.run(4, epochs=2, patience=None)
    again = its.run(3, epochs=3, patience=None)
    assert first == again
    assert its.run(4, epochs=3, patience=None).train_loss != first.train_loss


def test_the_epoch_with_the_lowest_validation_loss_is_kept():
    """Training stops `patience` epochs after it, and its weights come back."""
    its = trainer(pool.Settings(hidden=32, dropout=0.0))
    run = its.run(1, epochs=60, patience=3)
    losses = [scores.loss for scores in run.valid]
    assert run.kept_epoch == int(np.argmin(losses)) + 1
    assert len(losses) in (60, run.kept_epoch + 3)
    assert its.evaluate(its.valid_split).loss == pytest.approx(min(losses), abs=1e-6)


def one_hot_network(network) -> keras.Model:
    """Copy a network of pooled words, its embedding a product: so its gradients are dense."""
    ids = keras.Input((6,), dtype="int32", name="ids")
    real = keras.ops.cast(keras.ops.not_equal(ids, 0), "float32")[..., None]
    rows = keras.ops.one_hot(ids, len(WORDS)) * real
    vectors = keras.layers.Dense(4, use_bias=False)(rows)
    pooled = MaskedPooling(["mean", "max", "min"])(vectors, ids)
    copy = keras.Model({"ids": ids}, decide([pooled], 2, hidden=8, dropout=0.0))
    copy.set_weights(network.get_weights())
    return copy


def test_training_agrees_with_keras_fit():
    """An epoch of one batch is what Model.fit does with it, where gradients are dense.

    Given the rows that a batch looked up, Keras' Adam adds up the squares of repeated ones.
    """
    its = trainer(pool.Settings(hidden=8, dropout=0.0))
    its.batch_size = 50
    reference = one_hot_network(its.build(5))
    reference.compile("adam", "binary_crossentropy")
    reference.optimizer.learning_rate = 0.01
    reference.fit(
        its.train_split.inputs, its.train_split.labels, batch_size=50, epochs=3, verbose=0
    )
    its.run(5, epochs=3, patience=None)
    for ours, theirs in zip(its.network.get_weights(), reference.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-5)
