"""Draw whole groups of texts at random: held-out and validation texts."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from bakeoff.texts.folds import Group, Groups, Numbers


@dataclass
class _Draw:
    """What is drawn so far.

    Attributes:
        wanted: texts of each class.
        left: groups of each class that are not drawn.
        leave: how many groups of each class are left undrawn, at least.
        drawn: texts of each class.
        chosen: the numbers of the groups drawn.
    """

    wanted: Group
    left: Group
    leave: int
    drawn: Group = field(default_factory=Counter)
    chosen: list[int] = field(default_factory=list)

    def fits(self, group: Group) -> bool:
        """Tell whether a group exceeds no number, and leaves others of its classes."""
        return all(
            self.drawn[label] + count <= self.wanted[label] and self.left[label] > self.leave
            for label, count in group.items()
        )

    def take(self, number: int, group: Group) -> None:
        """Draw a group."""
        self.chosen.append(number)
        for label, count in group.items():
            self.drawn[label] += count
            self.left[label] -= 1

    @property
    def open(self) -> list[int]:
        """List the classes of which a text may be drawn."""
        single = [(label, Counter([label])) for label in self.left]
        return [label for label, group in single if self.fits(group)]


def draw(
    groups: Groups,
    free: Numbers,
    wanted: Group,
    rng: np.random.Generator,
    leave: int = 1,
) -> Numbers:
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
    state = _Draw(wanted, _count_groups(groups, free), leave)
    single = {label: Counter([label]) for label in state.left}
    is_open = set(state.open)
    order = rng.permutation(free)
    for number, label in zip(order.tolist(), groups.label[order].tolist(), strict=True):
        if not is_open:  # no class can get another text
            break
        group = single[label] if label >= 0 else groups.several[number]
        if label in is_open or (label < 0 and state.fits(group)):
            state.take(number, group)
            is_open.difference_update(x for x in group if not state.fits(single[x]))
    _draw_missing(state, groups, free)
    chosen = np.zeros(len(groups), bool)
    chosen[state.chosen] = True
    return free[chosen[free]]


def _count_groups(groups: Groups, free: Numbers) -> Group:
    """Count the groups that hold each class."""
    labels = groups.label[free]
    counts = np.bincount(labels[labels >= 0]).tolist()
    several = (label for number in free[labels < 0].tolist() for label in groups.several[number])
    return Counter({label: count for label, count in enumerate(counts) if count}) + Counter(several)


def _draw_missing(state: _Draw, groups: Groups, free: Numbers) -> None:
    """Draw the smallest group of each class that got none, if others of its classes are left."""
    for label in sorted(state.wanted):
        if state.drawn[label] or not state.wanted[label]:
            continue
        labels = groups.label[free]
        spare = [
            (number, groups[number])
            for number in free[(labels == label) | (labels < 0)].tolist()
            if label in groups[number]
        ]
        spare = [
            (number, group)
            for number, group in spare
            if all(state.left[name] > state.leave for name in group)
        ]
        if spare:
            state.take(*min(spare, key=lambda pair: pair[1].total()))
