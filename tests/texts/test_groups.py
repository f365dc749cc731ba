"""Groups of near duplicates and of the user's names, and those that exceed a fold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.core.errors import BakeoffError
from bakeoff.core.table import Partition, Table
from bakeoff.texts.groups import expect_tested_groups, find_groups, reduce_groups
from tests.texts.tables import labelled

PAIRS = st.lists(st.tuples(st.integers(0, 6), st.sampled_from(["", "a", "b", "c"])), max_size=15)


def test_copies_and_names_are_united():
    """Across both; texts without a name are tied by copies only."""
    found = find_groups(np.array([0, 1, 2, 2, 4, 5]), ["a", "", "a", "b", "", "b"])
    assert found.tolist() == [0, 1, 0, 0, 2, 0]


@given(PAIRS)
def test_groups_are_the_smallest_that_hold_copies_and_names_together(pairs):
    """Against a search through all ties."""
    copies, names = np.array([copy for copy, _ in pairs], int), [name for _, name in pairs]
    found = find_groups(copies, names)
    reached = [{row} for row in range(len(pairs))]
    for _ in pairs:
        for row, (copy, name) in enumerate(pairs):
            for other, (copy2, name2) in enumerate(pairs):
                if copy == copy2 or (name and name == name2):
                    reached[row] |= reached[other]
    for row, together in enumerate(reached):
        assert set(np.flatnonzero(found == found[row]).tolist()) == together


def test_near_duplicates_that_exceed_a_fold_are_reduced_to_their_first():
    """Others are left alone."""
    copies = np.array([0, 1, 0, 0, 2, 2, *range(3, 7)])
    assert np.flatnonzero(~reduce_groups(copies, [""] * 10, 0.2)).tolist() == [2, 3]
    assert reduce_groups(copies, [""] * 10, 0.3).all()


def test_what_is_left_decides_how_large_a_fold_is():
    """Five of 25 fit, but not after twelve others are dropped."""
    copies = np.array([*[0] * 13, *[1] * 5, *range(2, 9)])
    assert reduce_groups(copies, [""] * 25, 0.2).sum() == 9


def test_near_duplicates_no_longer_tie_large_groups_together():
    """Each name stays a group; the texts that tied them are dropped but for one."""
    names = [name for name in "abcde" for _ in range(4)]
    copies = np.array([0 if row % 4 == 0 else row for row in range(20)])
    kept = reduce_groups(copies, names, 0.25)
    assert np.flatnonzero(~kept).tolist() == [4, 8, 12, 16]


def test_a_named_group_that_exceeds_a_fold_is_refused():
    """With its size, and what a fold holds."""
    with pytest.raises(BakeoffError, match=r"at most 2 of 10 texts.*got 3 in 'Ann'; lower"):
        reduce_groups(np.arange(10), ["Ann"] * 3 + ["Bob"] * 2 + [""] * 5, 0.2)


def test_a_named_group_of_copies_is_reduced_before_it_is_refused():
    """One text of one sender may be sent often."""
    kept = reduce_groups(np.array([*[0] * 6, *range(1, 9)]), ["Ann"] * 6 + [""] * 8, 0.2)
    assert np.flatnonzero(~kept).tolist() == [1, 2, 3, 4, 5]


def test_tested_texts_of_one_group_are_refused():
    """However many: no interval could be found from them."""
    texts = [text._replace(group=row // 2) for row, text in enumerate(labelled(a=3, b=3))]
    one, two = (np.array([["test"] * n + ["train"] * (6 - n)]) for n in (2, 3))
    with pytest.raises(BakeoffError, match="two groups or more, got 2 of one; hold out"):
        expect_tested_groups(Table(texts, [Partition(0, 0)], one))
    expect_tested_groups(Table(texts, [Partition(0, 0)], two))
