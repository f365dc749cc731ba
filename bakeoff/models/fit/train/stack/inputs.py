"""Constant inputs of a network."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from bakeoff.models.fit.train.stack.network import Array

Values: TypeAlias = Mapping[str, NDArray[np.floating]]
Source: TypeAlias = Values | Callable[[int], Values]


class Inputs:
    """Constant inputs of all rows.

    Args:
        values: by name, (n, layers, width) or (n, width), float16 or float32.
    """

    def __init__(self, values: Values) -> None:
        self.flat = [array.reshape(len(array), -1) for array in values.values()]
        self.features = sum(array.shape[1] for array in self.flat)

    def take(self, rows: NDArray[np.int64], into: Array | None = None) -> Array:
        """Join the inputs of some rows: (rows, features) float32, in an array if one is given."""
        into = np.empty((len(rows), self.features), np.float32) if into is None else into
        if len(self.flat) == 1 and self.flat[0].dtype == np.float32:  # without a copy in between
            return self.flat[0].take(rows, axis=0, out=into, mode="clip")
        start = 0
        for values in self.flat:
            into[:, start : start + values.shape[1]] = values.take(rows, axis=0)
            start += values.shape[1]
        return into
