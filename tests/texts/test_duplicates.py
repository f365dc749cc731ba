"""Copies: which texts copy which, and which of them are kept."""

import numpy as np
import pytest

from bakeoff.texts.duplicates import (
    count_copies,
    drop_copies,
    find_copies,
    first_of_each,
    in_both,
)
from tests.texts.tables import prepare

TEXTS = ["Free entry 100", "see you", "Free entry 100", "free  ENTRY 100", "see you"]
COPIES = find_copies([*TEXTS, "free entry 200"], prepare())
NONE = np.zeros(6, bool)


def test_copies_have_equal_numbers_by_kind():
    """Near duplicates include normalised ones."""
    assert {kind: numbers.tolist() for kind, numbers in COPIES.items()} == {
        "keep": [0, 1, 2, 3, 4, 5],
        "exact": [0, 1, 0, 2, 1, 3],
        "normalised": [0, 1, 0, 0, 1, 2],
        "near": [0, 1, 0, 0, 1, 0],
    }


def test_near_duplicates_are_found_only_where_they_are_asked_for():
    """They cost by far the most."""
    for kind in ("keep", "exact", "normalised"):
        assert [*find_copies(TEXTS, prepare(duplicates=kind))] == ["keep", "exact", "normalised"]


def test_copies_are_counted_by_kind():
    """Beyond the first of each."""
    expected = {"exact_duplicates": 2, "normalised_duplicates": 3, "near_duplicates": 4}
    assert count_copies(COPIES) == expected


@pytest.mark.parametrize(
    ("kind", "kept"),
    [
        ("keep", [0, 1, 2, 3, 4, 5]),
        ("exact", [0, 1, 3, 5]),
        ("normalised", [0, 1, 5]),
        ("near", [0, 1, 5]),
    ],
)
def test_the_first_of_copies_is_kept(kind, kept):
    """Near duplicates are kept, but for their normalised copies."""
    assert np.flatnonzero(drop_copies(COPIES, kind, NONE)).tolist() == kept


@pytest.mark.parametrize("kind", ["keep", "exact", "normalised", "near"])
def test_a_held_out_text_is_never_dropped(kind):
    """Whatever it copies; and no training text is dropped because of it."""
    held_out = np.array([True, False, True, False, True, False])
    kept = drop_copies(COPIES, kind, held_out)
    assert kept[held_out].all() and kept[[1, 3, 5]].all()


def test_texts_with_a_copy_on_the_other_side_are_found():
    """On both sides."""
    held_out = np.array([False, False, False, False, False, True])
    assert in_both(COPIES["near"], held_out).tolist() == [True, False, True, True, False, True]
    assert not in_both(COPIES["normalised"], held_out).any()
    assert first_of_each(np.array([3, 1, 3, 1, 0])).tolist() == [True, True, False, False, True]
