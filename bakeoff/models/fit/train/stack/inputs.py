"""Constant inputs of a network."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from bakeoff.models.fit.train.stack.network import Array


class Inputs:
    """Constant inputs of all rows.

    Args:
        values: by name, (n, layers, width) or (n, width), float16 or float32.
    """

    def __init__(self, values: Mapping[str, NDArray[np.floating]]) -> None:
        self.flat = [array.reshape(len(array), -1) for array in values.values()]

    def take(self, rows: NDArray[np.int64]) -> Array:
        """Join the inputs of some rows: (rows, features) float32."""
        parts = [values.take(rows, axis=0) for values in self.flat]
        if len(parts) == 1:
            return parts[0].astype(np.float32, copy=False)
        return np.concatenate(parts, axis=1, dtype=np.float32, casting="same_kind")
