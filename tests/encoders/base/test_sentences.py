"""Empty texts and normalisation, as sentence encoders share them."""

import numpy as np
import pytest

from bakeoff.encoders.base.sentences import is_empty, normalize_rows


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u00a0\u3000"])
def test_a_text_of_white_space_is_empty(text):
    """Of any kind."""
    assert is_empty(text)
    assert not is_empty(f"{text}.")


def test_rows_get_a_length_of_one():
    """Zeros stay zeros."""
    rows = normalize_rows(np.array([[3, 4], [0, 0], [1e-20, 0]], np.float32))
    np.testing.assert_allclose(rows[0], [0.6, 0.8], rtol=1e-6)
    assert not rows[1].any()


def test_a_row_has_the_same_bytes_beside_others():
    """Of any number."""
    rows = np.random.default_rng(0).normal(size=(37, 257)).astype(np.float32)
    together = normalize_rows(rows)
    for row, expected in zip(rows, together, strict=True):
        assert normalize_rows(row[None]).tobytes() == expected.tobytes()
