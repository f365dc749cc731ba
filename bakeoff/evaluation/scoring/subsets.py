"""Nested random subsets of the training rows: the points of a learning curve."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError
from bakeoff.core.settings import Count, Section, Seeds


class Learn(Section):
    """The section `learn`: the subsets of the training rows.

    Attributes:
        smallest: rows; sizes double until all rows.
        seeds: each of a draw of rows, and of a network.
        epoch_rows: per epoch at least; fewer rows come more than once in each.
    """

    smallest: Count
    seeds: Seeds
    epoch_rows: Count


class Subset(NamedTuple):
    """Some of the training rows.

    Attributes:
        rows: (n,) int64, their numbers, ascending.
        seed: of the draw that they are from.
    """

    rows: NDArray[np.int64]
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

    The rows of each class are spread evenly over the whole. The first of each class come first of
    all, so that no prefix with a row for each class is without one.

    Args:
        labels: (n,) numbers of classes.
        seed: of the order.
    """
    draw = np.random.default_rng(seed)
    places = np.zeros(len(labels))
    for number in np.unique(labels):
        rows = draw.permutation(np.flatnonzero(labels == number))
        places[rows[1:]] = (np.arange(1, len(rows)) + 0.5) / len(rows)
    return np.argsort(places, kind="stable")


def draw_subsets(labels: NDArray[np.int32], *, smallest: int, seeds: list[int]) -> list[Subset]:
    """Draw subsets of doubling sizes, those of a seed nested; the last of a seed is all rows.

    Args:
        labels: (n,) of the training rows.
        smallest: size, in rows.
        seeds: a draw each.

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
