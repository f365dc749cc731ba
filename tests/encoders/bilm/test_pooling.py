"""The layer for fine-tuning pools as the frozen encoder does, and lets gradients through."""

import numpy as np
import tensorflow as tf

from bakeoff.encoders.bilm.pooling import ContextualPooling
from tests.encoders.plain import pool
from tests.encoders.small import options, randomize

LENGTHS = [3, 0, 9, 1]


def make():
    """Make a layer with random weights, and padded vectors of texts."""
    layer = ContextualPooling(options().lstm.model_dump())
    randomize(layer)
    width = layer.options.projection_dim
    vectors = np.random.default_rng(2).normal(size=(4, 9, width)).astype(np.float32)
    return layer, vectors, np.arange(9) < np.array(LENGTHS)[:, None]


def test_pools_are_those_of_the_tokens():
    """Of every layer; an empty text has zeros."""
    layer, vectors, real = make()
    states = layer.lstms.states_after_marks(layer.marks.value, 4)
    layers, _ = layer.lstms(vectors[real], tf.constant(LENGTHS), states)
    found = layer(vectors, real)
    assert found.shape == layer.compute_output_spec(tf.constant(vectors), real).shape
    for pooled, own in zip(found, np.split(layers, np.cumsum(LENGTHS)[:-1]), strict=True):
        np.testing.assert_allclose(pooled, pool(own), atol=1e-4)


def test_a_gradient_reaches_every_weight_of_the_lstms():
    """Through the pools."""
    layer, vectors, real = make()
    weights = [variable.value for variable in layer.lstms.variables]
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(layer(vectors, real) ** 2)
    for gradient in tape.gradient(loss, weights):
        assert (gradient != 0).numpy().all()
