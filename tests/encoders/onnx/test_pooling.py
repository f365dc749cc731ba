"""Vectors of tokens are pooled as sentence-transformers does, without those of padding."""

import numpy as np
import pytest

from bakeoff.encoders.onnx.pooling import pool

LENGTHS = np.array([3, 1, 2])


@pytest.mark.parametrize("how", ["mean", "cls", "max"])
def test_padding_has_no_effect(how):
    """Even if it holds infinities."""
    vectors = -np.random.default_rng(0).random((3, 4, 5), np.float32)
    reduce = {"mean": np.mean, "max": np.max, "cls": lambda rows, axis: rows[0]}[how]
    texts = zip(vectors, LENGTHS, strict=True)
    expected = [reduce(rows[:length], axis=0) for rows, length in texts]
    vectors[np.arange(4) >= LENGTHS[:, None]] = np.inf
    np.testing.assert_allclose(pool(vectors, LENGTHS, how), expected, rtol=1e-6)


def test_what_the_graph_pooled_stays(tmp_path):
    """It has no tokens left."""
    vectors = np.ones((3, 5), np.float32)
    assert pool(vectors, LENGTHS, "output") is vectors
