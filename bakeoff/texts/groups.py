"""Groups: texts that stay on one side of every split."""

import math
from collections import Counter

import numpy as np

from bakeoff.core.errors import BakeoffError
from bakeoff.core.table import Table
from bakeoff.texts.duplicates import Mask, first_of_each
from bakeoff.texts.near import number_in_order, unite
from bakeoff.texts.shingles import Numbers


def find_groups(copies: Numbers, names: list[str]) -> Numbers:
    """Unite texts that copy each other or are of one named group.

    Args:
        copies: (n,) equal for copies.
        names: n of the user's groups; "" is none.

    Returns:
        (n,) groups, numbered in the order of their first texts.
    """
    first: dict[str, int] = {}
    named = [(row, first.setdefault(name, row)) for row, name in enumerate(names) if name]
    rows, firsts = np.array(named, np.int64).reshape(-1, 2).T
    return number_in_order(unite(number_in_order(copies), rows, firsts))


def reduce_groups(copies: Numbers, names: list[str], share: float) -> Mask:
    """Tell which texts are kept so that no group is larger than a share of those kept.

    In a group that is larger, the first text of each component of near duplicates is kept. So
    near duplicates no longer tie named groups together.

    Args:
        copies: (n,) equal for near duplicates.
        names: as in `find_groups`.
        share: of the texts that a fold holds.

    Raises:
        BakeoffError: a named group is too large.
    """
    kept = np.ones(len(copies), bool)
    while True:
        rows = np.flatnonzero(kept)
        limit = max(math.ceil(share * len(rows)), 1)
        groups = find_groups(copies[rows], [names[row] for row in rows])
        large = rows[np.bincount(groups)[groups] > limit]
        if not len(large):
            return kept
        repeated = large[~first_of_each(copies[large])]
        if not len(repeated):
            raise _too_large([names[row] for row in large], limit, len(rows))
        kept[repeated] = False


def expect_tested_groups(table: Table) -> None:
    """Check that texts of two groups or more are tested: intervals are found by drawing groups.

    `evaluate` checks the same; here it is found before any model is trained.

    Raises:
        BakeoffError: all tested texts are of one group.
    """
    tested = table.tested
    if len(np.unique(table.groups[tested])) < 2:
        raise BakeoffError(
            f"prepare: expected held-out texts of two groups or more, got {len(tested)} of one; "
            "hold out more texts, or change prepare.group or prepare.duplicates"
        )


def _too_large(names: list[str], limit: int, rows: int) -> BakeoffError:
    name, count = Counter(names).most_common(1)[0]
    return BakeoffError(
        f"prepare.group: expected at most {limit} of {rows} texts in a group, since a fold holds "
        f"no more, got {count} in {name!r:.60}; lower prepare.folds (for holdout raise "
        "prepare.test), or choose another column"
    )
