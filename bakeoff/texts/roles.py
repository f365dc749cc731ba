"""The role of each text in each partition: training, validation, held out, or left out."""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError
from bakeoff.core.table import Partition, Table, Text, normalise
from bakeoff.texts.draws import draw
from bakeoff.texts.duplicates import Mask
from bakeoff.texts.folds import Group, Groups, Numbers, assign_folds
from bakeoff.texts.near import number_in_order
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
        BakeoffError: a class is in no training text.
    """
    number = {name: index for index, name in enumerate(classes)}
    labels = np.array([number[text.label] for text in texts], np.int64)
    drawer = _Drawer(texts, labels, split)
    partitions: list[Partition] = [Partition(0, 0)]
    roles: list[Roles] = []
    if split.split == "none":
        roles = [np.full(len(texts), "train", "<U5")]
    elif split.split == "folds":
        partitions = [Partition(r, f) for r in range(split.repeats) for f in range(split.folds)]
        for repeat in range(split.repeats):
            fold = drawer.folds(repeat)
            roles += [drawer.roles(fold == n, left_out, repeat, n) for n in range(split.folds)]
    else:
        tested = drawer.holdout() if split.split == "holdout" else held_out
        roles = [drawer.roles(tested, left_out, 0, 0)]
    table = Table(texts, partitions, np.stack(roles))
    for partition in range(len(partitions)):
        _expect_classes(table, partition, labels, classes, split)
    return table


class _Drawer:
    """Draws groups of texts for one split."""

    def __init__(self, texts: list[Text], labels: Numbers, split: Split) -> None:
        self.split = split
        counts = np.bincount(labels).tolist()
        self.totals = Counter({label: count for label, count in enumerate(counts) if count})
        self.group = _rank_groups(texts)
        self.groups = Groups.of(self.group, labels)

    def folds(self, repeat: int) -> Numbers:
        """Draw the fold of each text."""
        rng = np.random.default_rng([self.split.seed, repeat, 0])
        return assign_folds(self.groups, self.split.folds, rng)[self.group]

    def holdout(self) -> Mask:
        """Draw the held-out texts."""
        rng = np.random.default_rng([self.split.seed, 0, 0])
        leave = 1 + (self.split.valid > 0)
        wanted = self._wanted(self.split.share(len(self.group)))
        return self._texts(draw(self.groups, np.arange(len(self.groups)), wanted, rng, leave))

    def roles(self, tested: Mask, left_out: Mask, repeat: int, fold: int) -> Roles:
        """Draw the validation texts of a partition from those that are not held out."""
        roles = np.full(len(tested), "train", "<U5")
        roles[left_out] = ""
        roles[tested] = "test"
        train = ~(left_out | tested)
        free = np.bincount(self.group[train], minlength=len(self.groups)) > 0
        free[self.group[~train]] = False
        rng = np.random.default_rng([self.split.seed, repeat, 1 + fold])
        wanted = self._wanted(self.split.valid) if self.split.valid else Counter()
        chosen = draw(self.groups, np.flatnonzero(free), wanted, rng)
        roles[self._texts(chosen) & train] = "valid"
        return roles

    def _texts(self, chosen: Numbers) -> Mask:
        """Tell which texts are of some groups."""
        groups = np.zeros(len(self.groups), bool)
        groups[chosen] = True
        return groups[self.group]

    def _wanted(self, share: float) -> Group:
        """Count the texts of each class that make up a share: one at least."""
        return Counter({c: max(round(share * count), 1) for c, count in self.totals.items()})


def _rank_groups(texts: list[Text]) -> Numbers:
    """Number the groups of texts in the order of their least contents and labels, (n,)."""
    keys = [normalise(text.text) for text in texts]
    order = sorted(range(len(texts)), key=[text.label for text in texts].__getitem__)
    order.sort(key=keys.__getitem__)
    group = np.empty(len(texts), np.int64)
    group[order] = number_in_order(np.array([texts[row].group for row in order], np.int64))
    return group


def _expect_classes(
    table: Table, partition: int, labels: Numbers, classes: list[str], split: Split
) -> None:
    """Check that a partition trains on each class, and validates and tests each if it can.

    Splits that do not draw their held-out texts may lack a class of three or more there.
    """
    every = split.split in BALANCED or len(classes) == 2
    for role in ("train", "valid", "test") if every else ("train",):
        counts = np.bincount(labels[table.rows(partition, role)], minlength=len(classes))
        missing = sorted(classes[label] for label in np.flatnonzero(counts == 0).tolist())
        if missing:
            name = {"train": "training", "valid": "validation", "test": "held-out"}[role]
            raise BakeoffError(
                f"prepare: expected every class among the {name} texts of partition "
                f"{table.partitions[partition].name}, got no text of {missing!r:.200}; add texts, "
                "drop the class, or change the split"
            )
