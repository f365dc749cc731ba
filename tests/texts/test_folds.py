"""Folds: whole groups, balanced classes."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.texts.folds import Groups, assign_folds

SINGLE = st.integers(0, 2).map(lambda label: Counter([label]))
SEVERAL = st.lists(st.integers(0, 2), min_size=1, max_size=6).map(Counter)


def rng(seed=1):
    """Seed a generator."""
    return np.random.default_rng(seed)


def groups_of(groups):
    """Make groups of counts of classes."""
    texts = [(number, label) for number, group in enumerate(groups) for label in group.elements()]
    return Groups.of(*np.array(texts, np.int64).reshape(-1, 2).T)


def assign(groups, folds, seed=1):
    """Assign groups to folds."""
    return assign_folds(groups_of(groups), folds, rng(seed)).tolist()


def per_fold(groups, folds, assigned):
    """Count the texts of each class in each fold."""
    counts = [Counter() for _ in range(folds)]
    for group, fold in zip(groups, assigned, strict=True):
        counts[fold] += group
    return counts


@given(st.lists(SINGLE, min_size=1, max_size=80), st.integers(2, 7), st.integers(0, 9))
def test_folds_of_single_texts_differ_by_one_text_at_most(groups, folds, seed):
    """In each class, and in all."""
    counts = per_fold(groups, folds, assign(groups, folds, seed))
    for key in (*(lambda count, label=label: count[label] for label in range(3)), Counter.total):
        sizes = [key(count) for count in counts]
        assert max(sizes) - min(sizes) <= 1


@given(st.lists(SEVERAL, max_size=15), st.integers(2, 5), st.integers(0, 9))
def test_single_texts_even_out_what_groups_leave(groups, folds, seed):
    """Where there are enough of them, to the text."""
    groups = [*groups, *(Counter([label]) for label in range(3) for _ in range(200))]
    counts = per_fold(groups, folds, assign(groups, folds, seed))
    for label in range(3):
        sizes = [count[label] for count in counts]
        assert max(sizes) - min(sizes) <= 1


def test_groups_of_several_texts_are_spread_by_class():
    """Five pairs of each class: two folds would otherwise get none of one."""
    groups = [Counter({label: 2}) for label in (0, 1) for _ in range(5)]
    for seed in range(20):
        counts = per_fold(groups, 5, assign(groups, 5, seed))
        assert counts == [Counter({0: 2, 1: 2})] * 5


def test_a_large_group_fills_a_fold_first():
    """And the others get the rest."""
    groups = [Counter([0]), Counter({0: 9}), *(Counter([0]) for _ in range(17))]
    counts = per_fold(groups, 3, assign(groups, 3))
    assert sorted(count[0] for count in counts) == [9, 9, 9]


def test_the_largest_group_comes_first():
    """After the pairs, no fold would have room for it."""
    groups = [*[Counter({0: 2})] * 9, Counter({0: 9})]
    for seed in range(9):
        counts = per_fold(groups, 3, assign(groups, 3, seed))
        assert sorted(count[0] for count in counts) == [8, 9, 10]


def test_a_rare_class_counts_as_much_as_a_frequent_one():
    """Its two groups are apart, though that makes the folds unequal."""
    groups = [Counter({0: 13}), Counter({0: 6, 1: 1}), Counter({0: 4, 1: 1})]
    for seed in range(9):
        assigned = assign(groups, 2, seed)
        assert assigned[1] != assigned[2]


def test_the_seed_decides():
    """The same seed, the same folds."""
    groups = [Counter([row % 2]) for row in range(60)]
    assert assign(groups, 5, 3) == assign(groups, 5, 3)
    assert assign(groups, 5, 3) != assign(groups, 5, 4)
