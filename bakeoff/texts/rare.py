"""Classes that are in too few groups of texts for a split: refused, dropped or pooled."""

from collections import Counter

import numpy as np

from bakeoff.core.errors import BakeoffError
from bakeoff.core.table import Text
from bakeoff.texts.duplicates import Mask
from bakeoff.texts.settings import BALANCED, Split

POOLED = "other"  # the class that rare ones are pooled in


def groups_needed(split: Split) -> int:
    """Count the groups that a class has to be in: one per fold, or one per part of a split.

    A split that is told its held-out texts has to train on each class.
    """
    if split.split not in BALANCED:
        return 1
    parts = 2 + (split.valid > 0)
    return max(split.folds, parts) if split.split == "folds" else parts


def find_rare(texts: list[Text], split: Split, training: Mask) -> dict[str, int]:
    """Count the groups of the classes that are in too few, the rarest class first.

    Args:
        texts: n of them, with their groups.
        split: how they are split.
        training: (n,) those that are not told to be held out or left out.
    """
    counts = dict.fromkeys(sorted({text.label for text in texts}), 0)
    if split.split in BALANCED or split.split == "none":
        training = np.ones(len(texts), bool)
    trained = (texts[row] for row in np.flatnonzero(training).tolist())
    counts |= Counter(label for label, _ in {(text.label, text.group) for text in trained})
    needed = groups_needed(split)
    rare = [(count, name) for name, count in counts.items() if count < needed]
    return {name: count for count, name in sorted(rare)}


def pool(texts: list[Text], rare: dict[str, int]) -> list[Text]:
    """Give the texts of rare classes one class.

    Raises:
        BakeoffError: a class has its name already.
    """
    if any(text.label == POOLED for text in texts):
        raise BakeoffError(
            f"prepare.rare: pool makes a class {POOLED!r} of rare classes, and there is one; "
            "rename it, or drop them (prepare.rare, or `bakeoff init --rare drop`)"
        )
    return [text._replace(label=POOLED) if text.label in rare else text for text in texts]


def expect_groups(texts: list[Text], split: Split, published: Counter[str]) -> None:
    """Check that each class is in enough groups for every fold, or for every part of a split.

    Args:
        texts: that are kept, with their groups.
        split: how they are split.
        published: rows of each class, of which some may repeat others.

    Raises:
        BakeoffError: the class, how many groups it needs and how many it is in.
    """
    rare = find_rare(texts, split, np.ones(len(texts), bool))
    if not rare:
        return
    name, count = next(iter(rare.items()))
    unit = "groups of texts" if len({text.group for text in texts}) < len(texts) else "texts"
    had = f" of {published[name]} rows, since the others repeat them" * (published[name] > count)
    more = f", and {len(rare) - 1} more such classes" if len(rare) > 1 else ""
    pooled = name == POOLED and split.rare == "pool"
    change = "drop it" if pooled else "drop or pool rare classes"
    raise BakeoffError(
        f"prepare: too few texts: expected each class in {groups_needed(split)} {unit} or more, "
        f"got {name!r:.60}, which has {count}{had}{more}; {change} (prepare.rare, or `bakeoff init "
        f"--rare`), {_other_way(split)}, or add texts"
    )


def expect_classes_left(texts: list[Text], rare: dict[str, int], split: Split) -> None:
    """Check that two classes or more are left if rare ones are dropped.

    Raises:
        BakeoffError: which are rare.
    """
    classes = {text.label for text in texts}
    if len(classes) - len(rare) < 2:
        shown = ", ".join(f"{name!r:.40} ({count})" for name, count in [*rare.items()][:10])
        raise BakeoffError(
            f"prepare.rare: expected two classes or more to be left, got {len(classes)} classes of "
            f"which {len(rare)} are in fewer than {groups_needed(split)} groups of texts that do "
            f"not repeat each other: {shown}; {_other_way(split)}, change prepare.duplicates, or "
            "add texts"
        )


def _other_way(split: Split) -> str:
    if split.split == "folds":
        return f"lower prepare.folds ({split.folds})"
    return "set another split"
