"""What `prepare` did, counted: metrics/data.json."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import numpy as np

from bakeoff.core.table import ROLES, Table, Text
from bakeoff.texts.duplicates import Copies, Mask, in_both
from bakeoff.texts.folds import draw
from bakeoff.texts.settings import Split

SHOWN = 10  # conflicts that are listed
Counts = dict[str, Any]


def count_names(names: Iterable[str]) -> dict[str, int]:
    """Count names, in their order."""
    return dict(sorted(Counter(names).items()))


def count_groups(texts: list[Text]) -> dict[str, int]:
    """Count groups, those of several texts or labels, and the texts of the largest."""
    sizes = Counter(text.group for text in texts)
    labels = Counter(group for group, _ in {(text.group, text.label) for text in texts})
    return {
        "groups": len(sizes),
        "groups_of_several_texts": sum(size > 1 for size in sizes.values()),
        "groups_of_several_labels": sum(count > 1 for count in labels.values()),
        "largest_group": max(sizes.values()),
    }


def count_conflicts(texts: list[Text], conflicts: list[list[int]]) -> Counts:
    """Count contents with several labels and their texts; show the rows and labels of some."""
    return {
        "contents": len(conflicts),
        "texts": sum(map(len, conflicts)),
        "examples": [
            {"rows": rows[:SHOWN], "labels": count_names(texts[row].label for row in rows)}
            for rows in conflicts[:SHOWN]
        ],
    }


def count_partitions(table: Table) -> dict[str, Counts]:
    """Count the texts of each partition by role, and by class."""
    labels = np.array([text.label for text in table.texts])
    return {
        partition.name: {
            role or "left_out": {"rows": int((roles == role).sum())}
            | {"labels": count_names(labels[roles == role].tolist())}
            for role in ROLES
        }
        for partition, roles in zip(table.partitions, table.roles, strict=True)
    }


def count_leaks(
    texts: list[Text], copies: Copies, split: Split, held_out: Mask | None
) -> dict[str, Counts]:
    """Count the held-out texts that have a copy elsewhere if no duplicate is dropped.

    Args:
        texts: all that were published.
        copies: as `find_copies` gives them.
        split: its shares; those of a split without any are a fifth.
        held_out: what the split is told to hold out, if it is.

    Returns:
        By way to split (`holdout`, `file_order`, and the split itself): the held-out texts, and
        those with a copy, by kind of duplicates; and the same by class.
    """
    share = split.share(len(texts)) or 0.2
    size = min(max(round(share * len(texts)), 1), len(texts) - 1)
    masks = {
        "holdout": _draw(texts, share, split.seed),
        "file_order": np.arange(len(texts)) >= len(texts) - size,
    }
    if held_out is not None:
        masks[split.split] = held_out
    labels = np.array([text.label for text in texts])
    classes = np.unique(labels).tolist()
    return {
        name: _leaks(copies, mask, mask)
        | {"labels": {c: _leaks(copies, mask, mask & (labels == c)) for c in classes}}
        for name, mask in masks.items()
    }


def _leaks(copies: Copies, held_out: Mask, counted: Mask) -> Counts:
    """Count held-out texts, and those with a copy that is not held out."""
    found = {
        kind: int((in_both(numbers, held_out) & counted).sum())
        for kind, numbers in copies.items()
        if kind != "keep"
    }
    return {"test_rows": int(counted.sum()), **found}


def _draw(texts: list[Text], share: float, seed: int) -> Mask:
    """Hold a share of each class out, at random, whatever repeats."""
    names = sorted({text.label for text in texts})
    groups = [Counter([names.index(text.label)]) for text in texts]
    totals = Counter(text.label for text in texts)
    wanted = Counter({names.index(name): max(round(share * n), 1) for name, n in totals.items()})
    drawn = draw(groups, range(len(texts)), wanted, np.random.default_rng([seed, 0]))
    return np.isin(np.arange(len(texts)), drawn)
