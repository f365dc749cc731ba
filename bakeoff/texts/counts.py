"""What `prepare` did, counted: metrics/data.json."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

import numpy as np

from bakeoff.core.table import ROLES, Table, Text
from bakeoff.texts.draws import draw
from bakeoff.texts.duplicates import Copies, Mask, in_both
from bakeoff.texts.folds import Groups, Numbers
from bakeoff.texts.near import number_in_order
from bakeoff.texts.settings import Split

SHOWN = 10  # conflicts that are listed
Counts = dict[str, Any]


def count_names(names: Iterable[str]) -> dict[str, int]:
    """Count names, in their order."""
    return dict(sorted(Counter(names).items()))


def count_groups(texts: list[Text]) -> dict[str, int]:
    """Count groups, those of several texts or labels, and the texts of the largest."""
    group = number_in_order(np.array([text.group for text in texts], np.int64))
    sizes = np.bincount(group)
    labels: dict[int, set[str]] = defaultdict(set)
    for row in np.flatnonzero(sizes[group] > 1).tolist():
        labels[int(group[row])].add(texts[row].label)
    return {
        "groups": len(sizes),
        "groups_of_several_texts": len(labels),
        "groups_of_several_labels": sum(len(names) > 1 for names in labels.values()),
        "largest_group": int(sizes.max()),
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
    names, labels = number_names([text.label for text in table.texts])
    return {
        partition.name: {
            role or "left_out": _count_labels(labels[roles == role], names) for role in ROLES
        }
        for partition, roles in zip(table.partitions, table.roles, strict=True)
    }


def number_names(names: list[str]) -> tuple[list[str], Numbers]:
    """Give the distinct names, sorted, and the number of each name, (n,)."""
    distinct = sorted(set(names))
    number = {name: place for place, name in enumerate(distinct)}
    return distinct, np.array([number[name] for name in names], np.int64)


def _count_labels(labels: Numbers, names: list[str]) -> Counts:
    counts = np.bincount(labels, minlength=len(names)).tolist()
    found = {name: count for name, count in zip(names, counts, strict=True) if count}
    return {"rows": len(labels), "labels": found}


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
    classes, labels = number_names([text.label for text in texts])
    return {name: _leaks(copies, mask, labels, classes) for name, mask in masks.items()}


def _leaks(copies: Copies, held_out: Mask, labels: Numbers, classes: list[str]) -> Counts:
    """Count held-out texts, and those with a copy that is not held out; and both by class."""
    counted = {"test_rows": held_out} | {
        kind: in_both(numbers, held_out) & held_out
        for kind, numbers in copies.items()
        if kind != "keep"
    }
    counts = {
        kind: np.bincount(labels[mask], minlength=len(classes)).tolist()
        for kind, mask in counted.items()
    }
    by_class = {
        name: {kind: counts[kind][place] for kind in counts} for place, name in enumerate(classes)
    }
    return {kind: sum(found) for kind, found in counts.items()} | {"labels": by_class}


def _draw(texts: list[Text], share: float, seed: int) -> Mask:
    """Hold a share of each class out, at random, whatever repeats."""
    _, labels = number_names([text.label for text in texts])
    rows = np.arange(len(texts))
    totals = enumerate(np.bincount(labels).tolist())
    wanted = Counter({label: max(round(share * count), 1) for label, count in totals})
    drawn = draw(Groups.of(rows, labels), rows, wanted, np.random.default_rng([seed, 0]))
    return np.isin(rows, drawn, kind="table")
