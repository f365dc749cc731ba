"""Nested random subsets of the training texts of rounds: the points of a label curve."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.rounds import FEWEST, Round, list_rounds
from bakeoff.core.settings import Count, Names, Section, Seeds
from bakeoff.core.table import Rows, Table

VALID_EVERY = 5  # text of a class validates: 20 %
Labels = NDArray[np.int32]


class Learn(Section):
    """The section `learn`: the subsets of the training texts."""

    # labels; sizes double up to all training texts, from the first with a row per class; None: no
    # curves
    smallest: Count | None
    seeds: Seeds  # of draws, in splits with one training set; folds have one draw each
    epoch_rows: Count  # per epoch at least; a smaller subset is repeated within each epoch
    steps: Count  # of networks where a class has too few validation texts to stop early by
    also: Names  # models whose subsets train slowly


class Subset(NamedTuple):
    """A point of a curve in one draw."""

    labels: int  # of training and validation texts
    spec: Round  # its seed numbers the draw


def curve_rounds(table: Table, seeds: Sequence[int]) -> list[Round]:
    """List the rounds that subsets are drawn from.

    These are the rounds of the first repeat; with one partition one per seed; none if no text is
    held out.
    """
    if not (table.roles == "test").any():
        return []
    rounds = list_rounds(table, seeds)
    return [spec for spec in rounds if len(table.partitions) == 1 or spec.repeat == 0]


def draw_subsets(rounds: Sequence[Round], labels: Labels, settings: Learn) -> list[Subset]:
    """Draw subsets of doubling sizes from the training texts of each round, nested per round.

    All words and n-grams of a round's training texts are known, as if the texts that a subset
    leaves out had no labels.

    Args:
        rounds: each is one draw.
        labels: (n,) of all texts.
        settings: the section `learn`.

    Returns:
        By round, then by size. The first size has room for a text of each class and one that
        validates.
    """
    subsets: list[Subset] = []
    if settings.smallest is None:
        return subsets
    classes = max((len(np.unique(labels[spec.train])) for spec in rounds), default=0)
    fewest = min((len(spec.train) for spec in rounds), default=0)
    sizes = [size for size in double_up(settings.smallest, fewest) if size > classes]
    for spec in rounds:
        order = spec.train[order_rows(labels[spec.train], spec.seed or 0)]
        for size in sizes:
            subsets.append(Subset(size, take_labels(spec, order[:size], labels, settings)))
    return subsets


def take_labels(spec: Round, rows: Rows, labels: Labels, settings: Learn) -> Round:
    """Give a round that knows the labels of a few texts only.

    Args:
        spec: the round that the texts are from.
        rows: the texts, in the order of the draw.
        labels: (n,) of all texts.
        settings: the section `learn`.
    """
    validates = choose_valid(labels[rows])
    valid = np.sort(rows[validates])
    counts = np.bincount(labels[valid], minlength=int(labels.max()) + 1)
    return replace(
        spec,
        train=np.sort(rows[~validates]),
        valid=valid,
        steps=settings.steps if counts.min() < FEWEST else None,
        epoch_rows=settings.epoch_rows,
        min_count=1,
    )


def choose_valid(labels: Labels) -> NDArray[np.bool_]:
    """Choose which texts of a draw validate: of each class the second, and each fifth after it.

    So the first text of a class trains, a longer draw keeps what a shorter one chose, and about
    20 % validate.
    """
    chosen = np.zeros(len(labels), bool)
    for number in np.unique(labels):
        chosen[np.flatnonzero(labels == number)[1::VALID_EVERY]] = True
    return chosen


def double_up(smallest: int, total: int) -> list[int]:
    """Double a size as long as it is less than all texts."""
    sizes = []
    while smallest < total:
        sizes.append(smallest)
        smallest *= 2
    return sizes


def order_rows(labels: Labels, seed: int) -> Rows:
    """Order texts at random so that every prefix holds the classes in proportion.

    The texts of each class are spread evenly over the whole. The first text of each class comes
    before all others, so that every prefix with enough texts holds each class.
    """
    draw = np.random.default_rng(seed)
    places = np.zeros(len(labels))
    for number in np.unique(labels):
        rows = draw.permutation(np.flatnonzero(labels == number))
        places[rows[1:]] = (np.arange(1, len(rows)) + 0.5) / len(rows)
    return np.argsort(places, kind="stable")
