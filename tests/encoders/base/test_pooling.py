"""Tokens are normalised, then pooled over each text, whatever the padding holds."""

import numpy as np

from bakeoff.encoders.base.pooling import pool_tokens
from tests.encoders.plain import pool

LENGTHS = np.array([3, 0, 5, 1], np.int32)
VECTORS = np.random.default_rng(0).normal(2, 3, (4, 5, 6)).astype(np.float32)


def test_pools_are_those_computed_by_hand():
    """A text without tokens has zeros."""
    found = pool_tokens(VECTORS.copy(), LENGTHS, 6)
    assert found.shape == (4, 18) and found.dtype == np.float32
    for pooled, vectors, length in zip(found, VECTORS, LENGTHS, strict=True):
        np.testing.assert_allclose(pooled, pool(vectors[:length, None])[0], atol=1e-5)


def test_narrow_vectors_are_repeated_to_the_width():
    """As if each token's vector had been."""
    found = pool_tokens(VECTORS.copy(), LENGTHS, 12)
    wide = pool_tokens(np.tile(VECTORS, 2), LENGTHS, 12)
    np.testing.assert_allclose(found, wide, atol=1e-5)


def test_a_text_has_the_same_bytes_whatever_pads_it_and_stands_beside_it():
    """More padding, other texts, another layout in memory."""
    draw = np.random.default_rng(1)
    for width in (1, 6, 192):
        own = draw.normal(size=(1, 5, width)).astype(np.float32)
        expected = pool_tokens(own.copy(), np.array([5], np.int32), width)
        padding = draw.normal(size=(1, 40, width)).astype(np.float32)
        padded = np.concatenate([own, padding], axis=1)
        batch = np.concatenate([padded[:, ::-1], padded])
        lengths = np.array([45, 5], np.int32)
        by_step = batch.swapaxes(0, 1).copy().swapaxes(0, 1)
        for vectors in (batch.copy(), by_step):
            np.testing.assert_array_equal(pool_tokens(vectors, lengths, width)[1:], expected)


def test_constant_vectors_are_no_error():
    """Their variance is zero, and so is what they become."""
    assert not pool_tokens(np.ones((2, 3, 4), np.float32), np.array([3, 1], np.int32), 4).any()
