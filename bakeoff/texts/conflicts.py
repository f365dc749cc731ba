"""Texts of equal content that have several labels."""

from collections import Counter, defaultdict
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.table import Text
from bakeoff.texts.shingles import Numbers


def find_conflicts(
    texts: list[Text], contents: Numbers, among: NDArray[np.bool_]
) -> list[list[int]]:
    """List the texts that have equal content and several labels, by content.

    Args:
        texts: n of them.
        contents: (n,) below n, equal for texts of equal content.
        among: (n,) whether a text is looked at.
    """
    repeated = among & (np.bincount(contents[among], minlength=len(contents))[contents] > 1)
    rows: dict[int, list[int]] = defaultdict(list)
    for row in np.flatnonzero(repeated).tolist():
        rows[int(contents[row])].append(row)
    return [same for same in rows.values() if len({texts[row].label for row in same}) > 1]


def settle_conflicts(
    texts: list[Text], conflicts: list[list[int]], rule: str
) -> tuple[list[Text], NDArray[np.bool_]]:
    """Settle which label texts of equal content have.

    Args:
        texts: n of them.
        conflicts: as `find_conflicts` lists them.
        rule: "keep" lets each text have its own; "majority" gives all of them the most frequent
            label, of equally frequent ones that which comes first; "drop" keeps none of the texts.

    Returns:
        The texts, and whether each is kept, (n,).
    """
    settled, kept = list(texts), np.ones(len(texts), bool)
    if rule == "drop":
        kept[[*chain(*conflicts)]] = False
    elif rule == "majority":
        for rows in conflicts:
            label = Counter(texts[row].label for row in rows).most_common(1)[0][0]
            for row in rows:
                settled[row] = texts[row]._replace(label=label)
    return settled, kept
