"""Tokens that show, when a graph is loaded, what changes its vectors."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError
from bakeoff.encoders.onnx.splitting import Tokens

SECONDS = 60  # for the few tokens of a probe, which no usable graph needs
SAME = 1e-5  # how far neighbours in a batch may change a text's vector
UNPADDED = 1e-3  # how far padding may, of the largest number: kernels add up in another order


def expect_same(once: NDArray[np.float32], again: NDArray[np.float32], path: Path) -> None:
    """Refuse the graph in a file if it gives other vectors of the same texts."""
    if not np.allclose(once, again, rtol=SAME, atol=SAME):
        raise BakeoffError(
            f"{path}: expected the same vector of the same text each time, got others, as of a "
            "graph that draws random numbers; take an export of the model for inference"
        )


def is_like(
    apart: NDArray[np.float32], bare: NDArray[np.float32], together: NDArray[np.float32]
) -> bool:
    """Tell whether neither padding nor neighbours change vectors.

    Args:
        apart: each text padded, by itself.
        bare: each text by itself.
        together: all texts in one batch.
    """
    most = UNPADDED * np.abs(bare).max()
    return np.allclose(apart, bare, rtol=0, atol=most) and np.allclose(
        together, apart, rtol=SAME, atol=SAME
    )


def some_tokens(count: int, longest: int) -> list[Tokens]:
    """Make three texts of different lengths, of ids from the largest down to 0."""
    lengths = [max(longest - number, 1) for number in range(3)]
    ids = np.linspace(count - 1, 0, sum(lengths)).astype(int)
    rows = np.split(ids, np.cumsum(lengths)[:-1])
    return [Tokens(row.tolist(), [0] * len(row), cut=False) for row in rows]
