"""Texts that repeat others: which copy which, and which of them are kept."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.table import normalise
from bakeoff.texts.near import near_components
from bakeoff.texts.settings import Duplicates
from bakeoff.texts.shingles import Numbers

Mask = NDArray[np.bool_]
Copies = dict[str, Numbers]  # by kind of duplicates, (n,) equal for copies of each other
DROPPED = {"exact": "exact", "normalised": "normalised", "near": "normalised"}


def find_copies(texts: list[str], sought: Duplicates) -> Copies:
    """Number texts so that copies of each other have equal numbers, by kind of duplicates.

    Args:
        texts: n of them.
        sought: near duplicates are found only where they are asked for: they cost by far the most.

    Returns:
        By kind, (n,): `keep` takes no two texts for copies; `exact`; `normalised`, but for case
        and white space; `near`, connected by near duplicates.
    """
    copies = {
        "keep": np.arange(len(texts)),
        "exact": _numbers(texts),
        "normalised": _numbers(map(normalise, texts)),
    }
    if sought.duplicates == "near":
        copies["near"] = near_components(texts, sought.similarity)
    return copies


def _numbers(keys: Iterable[str]) -> Numbers:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], np.int64)


def first_of_each(numbers: Numbers) -> Mask:
    """Tell for each element whether it is the first of its number, (n,)."""
    first = np.zeros(len(numbers), bool)
    first[np.unique(numbers, return_index=True)[1]] = True
    return first


def drop_copies(copies: Copies, kind: str, held_out: Mask) -> Mask:
    """Tell which texts are kept: of copies the first, and every held-out text.

    Args:
        copies: as `find_copies` gives them.
        kind: of duplicates; near ones are kept, but for their normalised copies.
        held_out: (n,) texts that stay, whatever they repeat.
    """
    numbers = copies[DROPPED.get(kind, "keep")]
    kept = held_out.copy()
    training = np.flatnonzero(~held_out)
    kept[training] = first_of_each(numbers[training])
    return kept


def in_both(numbers: Numbers, held_out: Mask) -> Mask:
    """Tell which texts have a copy on the other side of a split, (n,)."""
    size = int(numbers.max(initial=0)) + 1
    both = [np.bincount(numbers[side], minlength=size) > 0 for side in (held_out, ~held_out)]
    return np.logical_and(*both)[numbers]


def count_copies(copies: Copies) -> dict[str, int]:
    """Count the texts that are copies of an earlier one, by kind."""
    return {
        f"{kind}_duplicates": len(numbers) - int(first_of_each(numbers).sum())
        for kind, numbers in copies.items()
        if kind != "keep"
    }
