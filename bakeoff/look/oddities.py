"""Labels that look like a mistake: alike ones, ones that stand for nothing, very rare ones."""

from collections import Counter
from typing import Any

from bakeoff.core.table import normalise
from bakeoff.texts.labels import find_several_labels
from bakeoff.texts.rare import groups_needed
from bakeoff.texts.settings import Prepare
from bakeoff.texts.spellings import find_alike

NOTHING = {
    *("-", "--", "?", "n/a", "na", "nan", "nil", "no label", "none", "null", "tbd", "todo"),
    *("undefined", "unknown", "unlabeled", "unlabelled"),
}


def find_nothing(counts: Counter[str]) -> dict[str, int]:
    """Find the labels that seem to mean no label, with their counts."""
    return {label: count for label, count in counts.items() if normalise(label) in NOTHING}


def find_odd_labels(labels: list[str], prepare: Prepare) -> dict[str, Any]:
    """Find labels that look like a mistake.

    Args:
        labels: as they are published.
        prepare: how the texts are split.

    Returns:
        Sets of alike labels with their counts; labels that stand for nothing; classes of fewer
        texts than the split needs; and the cells of several labels, if there are many.
    """
    counts = Counter(labels)
    several = find_several_labels(labels)
    needed = groups_needed(prepare)
    return {
        "alike": [{label: counts[label] for label in alike} for alike in find_alike(counts)],
        "standing_for_nothing": find_nothing(counts),
        "too_rare": {label: n for label, n in sorted(counts.items()) if n < needed},
        "texts_needed": needed,
        "several": several._asdict() if several else None,
    }
