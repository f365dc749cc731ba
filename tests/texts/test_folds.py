"""Folds and draws: whole groups, balanced classes."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.texts.folds import assign_folds, draw

SINGLE = st.integers(0, 2).map(lambda label: Counter([label]))
SEVERAL = st.lists(st.integers(0, 2), min_size=1, max_size=6).map(Counter)


def rng(seed=1):
    """Seed a generator."""
    return np.random.default_rng(seed)


def per_fold(groups, folds, assigned):
    """Count the texts of each class in each fold."""
    counts = [Counter() for _ in range(folds)]
    for group, fold in zip(groups, assigned, strict=True):
        counts[fold] += group
    return counts


@given(st.lists(SINGLE, min_size=1, max_size=80), st.integers(2, 7), st.integers(0, 9))
def test_folds_of_single_texts_differ_by_one_text_at_most(groups, folds, seed):
    """In each class, and in all."""
    counts = per_fold(groups, folds, assign_folds(groups, folds, rng(seed)))
    for key in (*(lambda count, label=label: count[label] for label in range(3)), Counter.total):
        sizes = [key(count) for count in counts]
        assert max(sizes) - min(sizes) <= 1


@given(st.lists(SEVERAL, max_size=15), st.integers(2, 5), st.integers(0, 9))
def test_single_texts_even_out_what_groups_leave(groups, folds, seed):
    """Where there are enough of them, to the text."""
    groups = [*groups, *(Counter([label]) for label in range(3) for _ in range(200))]
    counts = per_fold(groups, folds, assign_folds(groups, folds, rng(seed)))
    for label in range(3):
        sizes = [count[label] for count in counts]
        assert max(sizes) - min(sizes) <= 1


def test_groups_of_several_texts_are_spread_by_class():
    """Five pairs of each class: two folds would otherwise get none of one."""
    groups = [Counter({label: 2}) for label in (0, 1) for _ in range(5)]
    for seed in range(20):
        counts = per_fold(groups, 5, assign_folds(groups, 5, rng(seed)))
        assert counts == [Counter({0: 2, 1: 2})] * 5


def test_a_large_group_fills_a_fold_first():
    """And the others get the rest."""
    groups = [Counter([0]), Counter({0: 9}), *(Counter([0]) for _ in range(17))]
    counts = per_fold(groups, 3, assign_folds(groups, 3, rng()))
    assert sorted(count[0] for count in counts) == [9, 9, 9]


def test_the_largest_group_comes_first():
    """After the pairs, no fold would have room for it."""
    groups = [*[Counter({0: 2})] * 9, Counter({0: 9})]
    for seed in range(9):
        counts = per_fold(groups, 3, assign_folds(groups, 3, rng(seed)))
        assert sorted(count[0] for count in counts) == [8, 9, 10]


def test_a_rare_class_counts_as_much_as_a_frequent_one():
    """Its two groups are apart, though that makes the folds unequal."""
    groups = [Counter({0: 13}), Counter({0: 6, 1: 1}), Counter({0: 4, 1: 1})]
    for seed in range(9):
        assigned = assign_folds(groups, 2, rng(seed))
        assert assigned[1] != assigned[2]


def test_the_seed_decides():
    """The same seed, the same folds."""
    groups = [Counter([row % 2]) for row in range(60)]
    assert assign_folds(groups, 5, rng(3)) == assign_folds(groups, 5, rng(3))
    assert assign_folds(groups, 5, rng(3)) != assign_folds(groups, 5, rng(4))


@given(st.lists(SEVERAL | SINGLE, max_size=40), st.integers(0, 9), st.integers(1, 2))
def test_what_is_drawn_is_free_and_leaves_groups_of_each_class(groups, seed, leave):
    """As many as are asked for; a class exceeds its number only by its first group."""
    free, wanted = list(range(0, len(groups), 2)), Counter({0: 3, 1: 2, 2: 1})
    drawn = draw(groups, free, wanted, rng(seed), leave)
    assert set(drawn) <= set(free) and drawn == sorted(set(drawn))
    for label in range(3):
        holding = [number for number in free if label in groups[number]]
        taken = [number for number in holding if number in drawn]
        assert not taken or len(holding) - len(taken) >= leave


@given(st.integers(10, 60), st.integers(10, 60), st.integers(0, 9))
def test_single_texts_are_drawn_to_the_number(hams, spams, seed):
    """Of each class."""
    groups = [Counter([0])] * hams + [Counter([1])] * spams
    drawn = draw(groups, range(len(groups)), Counter({0: 7, 1: 4}), rng(seed))
    assert Counter(label for number in drawn for label in groups[number]) == {0: 7, 1: 4}


def test_a_group_that_exceeds_the_number_is_passed_over():
    """Unless the class gets none otherwise: then the smallest is taken."""
    groups = [Counter({0: 5}), Counter({0: 3}), Counter({0: 4}), *[Counter([1])] * 9]
    for seed in range(9):
        assert draw(groups, range(12), Counter({0: 2, 1: 2}), rng(seed))[0] == 1
        assert draw(groups, range(12), Counter({0: 3, 1: 2}), rng(seed))[0] == 1
        assert len(draw(groups, range(1), Counter({0: 5}), rng(seed))) == 0


def test_groups_are_drawn_as_often_as_single_texts():
    """A validation part of single texts alone would be easier or harder than the rest."""
    groups = [Counter({0: 2})] * 50 + [Counter([0])] * 100
    pairs = [
        sum(number < 50 for number in draw(groups, range(150), Counter({0: 40}), rng(seed)))
        for seed in range(100)
    ]
    assert 8 < np.mean(pairs) < 12
