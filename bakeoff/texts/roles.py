"""The role of each text in each partition: training, validation, held out, or left out."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError
from bakeoff.core.table import Partition, Table, Text, normalise
from bakeoff.texts.duplicates import Mask
from bakeoff.texts.folds import Group, assign_folds, draw
from bakeoff.texts.rare import expect_groups
from bakeoff.texts.settings import BALANCED, Split

Roles = NDArray[np.str_]


def give_roles(
    texts: list[Text], classes: list[str], split: Split, held_out: Mask, left_out: Mask
) -> Table:
    """Give each text its role in each partition.

    The result depends on the texts and not on their order, but for what the split itself takes
    from the order.

    Args:
        texts: n of them, with their groups, which stay whole.
        classes: their labels.
        split: how they are split.
        held_out: (n,) those that the split is told to hold out.
        left_out: (n,) training texts that copy a held-out one.

    Raises:
        BakeoffError: a class is in too few groups, or in no training text.
    """
    drawer = _Drawer(texts, classes, split)
    if split.split in BALANCED:
        expect_groups(texts, split)
    partitions, roles = [Partition(0, 0)], []
    if split.split == "none":
        roles = [np.full(len(texts), "train")]
    elif split.split == "folds":
        partitions = [Partition(r, f) for r in range(split.repeats) for f in range(split.folds)]
        for repeat in range(split.repeats):
            fold = drawer.folds(repeat)
            roles += [drawer.roles(fold == n, left_out, repeat, n) for n in range(split.folds)]
    else:
        tested = drawer.holdout() if split.split == "holdout" else held_out
        roles = [drawer.roles(tested, left_out, 0, 0)]
    table = Table(texts, partitions, np.stack(roles).astype("<U5"))
    for number in range(len(partitions)):
        _expect_classes(table, number, classes, split)
    return table


class _Drawer:
    """Draws groups of texts for one split."""

    def __init__(self, texts: list[Text], classes: list[str], split: Split) -> None:
        number = {name: index for index, name in enumerate(classes)}
        smallest: dict[int, tuple[str, str]] = {}
        for text in texts:
            key = (normalise(text.text), text.label)
            smallest[text.group] = min(key, smallest.get(text.group, key))
        rank = {group: n for n, group in enumerate(sorted(smallest, key=smallest.__getitem__))}
        self.split = split
        self.totals = Counter(number[text.label] for text in texts)
        numbers = [rank[text.group] for text in texts]
        self.group: NDArray[np.int64] = np.array(numbers, np.int64)  # in an order of contents
        self.groups: list[Group] = [Counter() for _ in rank]
        for text in texts:
            self.groups[rank[text.group]][number[text.label]] += 1

    def folds(self, repeat: int) -> NDArray[np.int64]:
        """Draw the fold of each text."""
        rng = np.random.default_rng([self.split.seed, repeat, 0])
        assigned = np.array(assign_folds(self.groups, self.split.folds, rng), np.int64)
        return assigned[self.group]

    def holdout(self) -> Mask:
        """Draw the held-out texts."""
        rng = np.random.default_rng([self.split.seed, 0, 0])
        leave = 1 + (self.split.valid > 0)
        free = range(len(self.groups))
        chosen = draw(
            self.groups, free, self._wanted(self.split.share(len(self.group))), rng, leave
        )
        return np.isin(self.group, chosen)

    def roles(self, tested: Mask, left_out: Mask, repeat: int, fold: int) -> Roles:
        """Draw the validation texts of a partition from those that are not held out."""
        roles = np.where(tested, "test", np.where(left_out, "", "train")).astype("<U5")
        free = np.setdiff1d(self.group[roles == "train"], self.group[roles != "train"])
        rng = np.random.default_rng([self.split.seed, repeat, 1 + fold])
        wanted = self._wanted(self.split.valid) if self.split.valid else Counter()
        chosen = draw(self.groups, free.tolist(), wanted, rng)
        roles[np.isin(self.group, chosen) & (roles == "train")] = "valid"
        return roles

    def _wanted(self, share: float) -> Group:
        """Count the texts of each class that make up a share: one at least."""
        return Counter({c: max(round(share * count), 1) for c, count in self.totals.items()})


def _expect_classes(table: Table, partition: int, classes: list[str], split: Split) -> None:
    """Check that a partition trains on each class, and validates and tests each if it can.

    Splits that do not draw their held-out texts may lack a class of three or more there.
    """
    every = split.split in BALANCED or len(classes) == 2
    for role in ("train", "valid", "test") if every else ("train",):
        rows = table.rows(partition, role)
        missing = sorted(set(classes) - {table.texts[row].label for row in rows})
        if missing:
            name = {"train": "training", "valid": "validation", "test": "held-out"}[role]
            raise BakeoffError(
                f"prepare: expected every class among the {name} texts of partition "
                f"{table.partitions[partition].name}, got no text of {missing!r:.200}; add texts, "
                "drop the class, or change the split"
            )
