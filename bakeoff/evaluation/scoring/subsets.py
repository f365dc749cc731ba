"""Nested random subsets of the training rows: the points of a learning curve."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError
from bakeoff.core.settings import Count, Section, Seeds


class Learn(Section):
    """The section `learn`: the subsets of the training rows."""

    smallest: Count  # rows; sizes double until all rows are used
    seeds: Seeds  # each seeds one draw of rows and one network
    epoch_rows: Count  # per epoch at least; a smaller subset is repeated within each epoch


class Subset(NamedTuple):
    """Some of the training rows, and the seed of the draw."""

    rows: NDArray[np.int64]  # (n,) row numbers, ascending
    seed: int


def double_up(smallest: int, total: int) -> list[int]:
    """Double a size as long as it is less than all rows; the last size is all of them."""
    sizes = []
    while smallest < total:
        sizes.append(smallest)
        smallest *= 2
    return [*sizes, total]


def order_rows(labels: NDArray[np.int32], seed: int) -> NDArray[np.int64]:
    """Order rows at random so that every prefix holds the classes in proportion.

    The rows of each class are spread evenly over the whole. The first row of each class comes
    before all others, so that every prefix with enough rows holds each class.
    """
    draw = np.random.default_rng(seed)
    places = np.zeros(len(labels))
    for number in np.unique(labels):
        rows = draw.permutation(np.flatnonzero(labels == number))
        places[rows[1:]] = (np.arange(1, len(rows)) + 0.5) / len(rows)
    return np.argsort(places, kind="stable")


def draw_subsets(labels: NDArray[np.int32], *, smallest: int, seeds: list[int]) -> list[Subset]:
    """Draw subsets of doubling sizes, nested per seed; the last of each seed is all rows.

    Returns:
        By size, then by seed.

    Raises:
        BakeoffError: the smallest size has no room for a row of each class.
    """
    classes = len(np.unique(labels))
    if smallest < classes:
        raise BakeoffError(
            f"learn.smallest: expected {classes} rows or more, one for each class, got {smallest}"
        )
    orders = {seed: order_rows(labels, seed) for seed in seeds}
    sizes = double_up(smallest, len(labels))
    return [Subset(np.sort(order[:size]), seed) for size in sizes for seed, order in orders.items()]
