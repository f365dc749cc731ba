"""Some of many texts, the same each time."""

import numpy as np


def choose_evenly(texts: list[str], count: int) -> list[str]:
    """Choose texts at even distances, the same each time."""
    if len(texts) <= count:
        return texts
    return [texts[row] for row in np.linspace(0, len(texts) - 1, count).astype(int).tolist()]
