"""How long texts are."""

from collections.abc import Iterable

import numpy as np


def measure_lengths(lengths: Iterable[int]) -> dict[str, int]:
    """Give the median, the length that 95 % of the texts do not exceed, and the longest."""
    found = np.array([*lengths] or [0])
    low, high = np.quantile(found, [0.5, 0.95], method="inverted_cdf").tolist()
    return {"median": int(low), "of_95_percent": int(high), "longest": int(found.max())}
