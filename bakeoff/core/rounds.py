"""The rounds of a comparison: which texts train, validate and are held out, and from which seed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.table import Rows, Table

FEWEST = 5  # validation texts of a class; with fewer, nothing is chosen by them


@dataclass(frozen=True)
class Round:
    """One training: the texts of a partition, and a seed.

    Attributes:
        partition: its number in the table.
        repeat: that the partition belongs to; with one partition, the number of the seed.
        seed: of initial weights, dropout and the order of the texts; None without chance.
        train: texts to fit weights to.
        valid: texts to stop early on and to choose settings by.
        test: texts that are held out.
        unlabelled: texts whose words the round knows; `train` is among them. Rounds of one
            partition know the same.
        steps: of the optimiser, in place of early stopping.
        epoch_rows: texts per epoch at least; fewer training texts are repeated within an epoch.
        min_count: texts that must hold an n-gram, in place of the model's own.
    """

    partition: int
    repeat: int
    seed: int | None
    train: Rows
    valid: Rows
    test: Rows
    unlabelled: Rows
    steps: int | None = None
    epoch_rows: int = 0
    min_count: int | None = None


@dataclass(frozen=True)
class Outcome:
    """What one round gave.

    Attributes:
        valid: (validation texts, classes) float32 probabilities.
        test: the same of the held-out texts.
        steps: of the optimiser, up to the weights that were kept.
        choice: the settings that the validation texts chose.
        history: how the training went, for people and plots.
    """

    valid: NDArray[np.float32]
    test: NDArray[np.float32]
    steps: int
    choice: dict[str, object]
    history: dict[str, object]


def list_rounds(table: Table, seeds: Sequence[int] | None) -> list[Round]:
    """List the rounds of a model.

    With several partitions each is one round, whose seed is its number from 1. With one partition
    there is a round per seed.

    Args:
        table: the partitions.
        seeds: of a model that depends on chance; None for one that does not.
    """
    count = len(table.partitions)
    if count > 1:
        chosen = [(number, number + 1, table.partitions[number].repeat) for number in range(count)]
    else:
        chosen = [(0, seed, number) for number, seed in enumerate(seeds or [0])]
    return [
        _round(table, partition, repeat, None if seeds is None else seed)
        for partition, seed, repeat in chosen
    ]


def _round(table: Table, partition: int, repeat: int, seed: int | None) -> Round:
    train, valid, test = (table.rows(partition, role) for role in ("train", "valid", "test"))
    return Round(partition, repeat, seed, train, valid, test, unlabelled=train)
