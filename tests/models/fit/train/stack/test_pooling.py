"""Words pooled once are those that the layer pools in every step."""

import numpy as np
import pytest

from bakeoff.models.fit.train.layers import MaskedPooling, TokenEmbedding
from bakeoff.models.fit.train.stack.pooling import pool_words


@pytest.mark.parametrize("longest", [0, 1, 9])
def test_pooled_words_are_those_of_the_layer(longest):
    """With texts of all lengths, of none too, in more than one block."""
    draw = np.random.default_rng(1)
    matrix = draw.standard_normal((30, 4)).astype(np.float32)
    lengths = draw.integers(0, longest + 1, 1500)
    ids = draw.integers(1, 30, (1500, 10)) * (np.arange(10) < lengths[:, None])
    ids = ids.astype(np.int32)
    layer = TokenEmbedding(30, 4, 0)
    layer(ids[:1])
    layer.set_matrix(matrix)
    expected = MaskedPooling(["mean", "max", "min"])(layer(ids), ids).numpy()
    np.testing.assert_allclose(pool_words(matrix, ids), expected, atol=1e-6)
