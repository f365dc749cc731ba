"""Some of many texts, the same each time."""

from typing import TypeVar

import numpy as np

T = TypeVar("T")


def choose_evenly(texts: list[T], count: int) -> list[T]:
    """Choose texts at even distances, the same each time."""
    if len(texts) <= count:
        return texts
    return [texts[row] for row in np.linspace(0, len(texts) - 1, count).astype(int).tolist()]
