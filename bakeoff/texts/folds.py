"""Draw folds, held-out and validation texts: stratified by class, groups whole.

A group is a mapping from its classes to the number of its texts.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import heapify, heapreplace

import numpy as np

Group = Counter[int]


def assign_folds(groups: Sequence[Group], folds: int, rng: np.random.Generator) -> list[int]:
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
    totals = _count(groups)
    filled: list[Group] = [Counter() for _ in range(folds)]
    assigned = [0] * len(groups)
    singles: dict[int, list[int]] = {label: [] for label in sorted(totals)}
    several = []
    for number in rng.permutation(len(groups)).tolist():
        if groups[number].total() > 1:
            several.append(number)
        else:
            singles[next(iter(groups[number]))].append(number)
    several.sort(key=lambda number: -_share(groups[number], totals))
    for number in several:
        fold = _emptiest(groups[number], filled, totals)
        assigned[number] = fold
        filled[fold] += groups[number]
    for label, numbers in singles.items():
        for number, fold in zip(numbers, _fill_up(label, len(numbers), filled), strict=True):
            assigned[number] = fold
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


def _fill_up(label: int, count: int, filled: list[Group]) -> list[int]:
    """Give single texts of a class, one by one, to the fold with the fewest of the class."""
    heap = [(held[label], held.total(), fold) for fold, held in enumerate(filled)]
    heapify(heap)
    chosen = []
    for _ in range(count):
        texts, size, fold = heap[0]
        heapreplace(heap, (texts + 1, size + 1, fold))
        filled[fold][label] += 1
        chosen.append(fold)
    return chosen


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


def draw(
    groups: Sequence[Group],
    free: Sequence[int],
    wanted: Group,
    rng: np.random.Generator,
    leave: int = 1,
) -> list[int]:
    """Draw whole groups at random until each class has the number of texts that is wanted.

    A group that would exceed the number of a class is passed over, unless the class gets no text
    otherwise: then its smallest group is taken.

    Args:
        groups: of texts.
        free: the numbers of those that may be drawn.
        wanted: texts of each class.
        rng: decides the order.
        leave: how many groups of each class are left undrawn, at least.

    Returns:
        The numbers of the groups drawn, in the order of `free`.
    """
    left = Counter(label for number in free for label in groups[number])
    drawn: Group = Counter()
    chosen: set[int] = set()

    def take(number: int) -> None:
        chosen.add(number)
        drawn.update(groups[number])
        left.subtract(dict.fromkeys(groups[number], 1))

    for number in rng.permutation(np.array(free, np.int64)).tolist():
        group = groups[number]
        if all(
            drawn[label] + count <= wanted[label] and left[label] > leave
            for label, count in group.items()
        ):
            take(number)
    for label in sorted(wanted):
        if drawn[label] or not wanted[label]:
            continue
        holding = [number for number in free if label in groups[number]]
        spare = [number for number in holding if all(left[k] > leave for k in groups[number])]
        if spare:
            take(min(spare, key=lambda number: groups[number].total()))
    return [number for number in free if number in chosen]
