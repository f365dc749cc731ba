"""Draw folds, held-out and validation texts: stratified by class, groups whole."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heapify, heapreplace
from typing import Self

import numpy as np
from numpy.typing import NDArray

Group = Counter[int]  # from the classes of a group to the number of its texts
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Groups:
    """Groups of texts; most hold a single one.

    Attributes:
        label: (groups,) class of the only text of a group; -1 where there are several.
        several: those of several texts, by their number.
    """

    label: Numbers
    several: dict[int, Group]

    @classmethod
    def of(cls, group: Numbers, labels: Numbers) -> Self:
        """Count the classes of each group, given the group and the class of each text."""
        sizes = np.bincount(group)
        label = np.full(len(sizes), -1)
        label[group] = labels
        label[sizes > 1] = -1
        several: dict[int, Group] = {n: Counter() for n in np.flatnonzero(sizes > 1).tolist()}
        for row in np.flatnonzero(sizes[group] > 1).tolist():
            several[int(group[row])][int(labels[row])] += 1
        return cls(label, several)

    def __len__(self) -> int:
        return len(self.label)

    def __getitem__(self, number: int) -> Group:
        """Give the number of texts of each class in a group."""
        label = int(self.label[number])
        return Counter([label]) if label >= 0 else self.several[number]


def assign_folds(groups: Groups, folds: int, rng: np.random.Generator) -> Numbers:
    """Assign groups to folds, so that each fold holds its share of each class.

    Groups of several texts come first, those with the largest share of a class before others; each
    goes to the fold that holds least of its classes. Then single texts fill the folds up.

    Args:
        groups: of texts.
        folds: how many.
        rng: decides the order of groups that are alike.

    Returns:
        The fold of each group.
    """
    order = rng.permutation(len(groups))
    singles = Counter(dict(enumerate(np.bincount(groups.label[groups.label >= 0]).tolist())))
    totals = _count([singles, *groups.several.values()])
    filled: list[Group] = [Counter() for _ in range(folds)]
    assigned = np.zeros(len(groups), np.int64)
    several = order[groups.label[order] < 0].tolist()
    several.sort(key=lambda number: -_share(groups[number], totals))
    for number in several:
        fold = _emptiest(groups[number], filled, totals)
        assigned[number] = fold
        filled[fold] += groups[number]
    for label in sorted(totals):
        numbers = order[groups.label[order] == label]
        assigned[numbers] = _fill_up(label, len(numbers), filled)
    return assigned


def _count(groups: Iterable[Group]) -> Group:
    """Count the texts of each class."""
    totals: Group = Counter()
    for group in groups:
        totals.update(group)
    return totals


def _share(group: Group, totals: Group) -> float:
    """Give the largest share of a class that a group holds."""
    return max(count / totals[label] for label, count in group.items())


def _fill_up(label: int, count: int, filled: list[Group]) -> Numbers:
    """Give single texts of a class, one by one, to the fold with the fewest of the class.

    Once all folds have as many, they take turns.
    """
    heap = [(held[label], held.total(), fold) for fold, held in enumerate(filled)]
    heapify(heap)
    chosen: list[int] = []
    while len(chosen) < count and max(heap)[0] > heap[0][0]:
        texts, size, fold = heap[0]
        heapreplace(heap, (texts + 1, size + 1, fold))
        chosen.append(fold)
    turns = np.resize([fold for *_, fold in sorted(heap)], count - len(chosen))
    folds = np.concatenate([np.array(chosen, np.int64), turns])
    for fold, texts in enumerate(np.bincount(folds, minlength=len(filled)).tolist()):
        filled[fold][label] += texts
    return folds


def _emptiest(group: Group, filled: list[Group], totals: Group) -> int:
    """Find the fold whose counts, as shares of each class, a group leaves most alike.

    The sum of squared shares grows by twice the product of the fold's and the group's shares, and
    by the group's squares, which are the same for every fold.
    """

    def cost(fold: int) -> tuple[float, int, int]:
        held = filled[fold]
        shares = (held[label] * count / totals[label] ** 2 for label, count in group.items())
        return sum(shares), held.total(), fold

    return min(range(len(filled)), key=cost)
