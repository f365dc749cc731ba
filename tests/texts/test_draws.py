"""Draws: whole groups, to the number of texts of each class."""

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.texts.draws import draw
from tests.texts.test_folds import SEVERAL, SINGLE, groups_of


def drawn_of(groups, free, wanted, seed, leave=1):
    """Draw groups; give their numbers."""
    rng = np.random.default_rng(seed)
    return draw(groups_of(groups), np.array([*free], np.int64), wanted, rng, leave).tolist()


@given(st.lists(SEVERAL | SINGLE, max_size=40), st.integers(0, 9), st.integers(1, 2))
def test_what_is_drawn_is_free_and_leaves_groups_of_each_class(groups, seed, leave):
    """As many as are asked for; a class exceeds its number only by its first group."""
    free, wanted = list(range(0, len(groups), 2)), Counter({0: 3, 1: 2, 2: 1})
    drawn = drawn_of(groups, free, wanted, seed, leave)
    assert set(drawn) <= set(free) and drawn == sorted(set(drawn))
    for label in range(3):
        holding = [number for number in free if label in groups[number]]
        taken = [number for number in holding if number in drawn]
        assert not taken or len(holding) - len(taken) >= leave


@given(st.integers(10, 60), st.integers(10, 60), st.integers(0, 9))
def test_single_texts_are_drawn_to_the_number(hams, spams, seed):
    """Of each class."""
    groups = [Counter([0])] * hams + [Counter([1])] * spams
    drawn = drawn_of(groups, range(len(groups)), Counter({0: 7, 1: 4}), seed)
    assert Counter(label for number in drawn for label in groups[number]) == {0: 7, 1: 4}


def test_a_group_that_exceeds_the_number_is_passed_over():
    """Unless the class gets none otherwise: then the smallest is taken."""
    groups = [Counter({0: 5}), Counter({0: 3}), Counter({0: 4}), *[Counter([1])] * 9]
    for seed in range(9):
        assert drawn_of(groups, range(12), Counter({0: 2, 1: 2}), seed)[0] == 1
        assert drawn_of(groups, range(12), Counter({0: 3, 1: 2}), seed)[0] == 1
        assert len(drawn_of(groups, range(1), Counter({0: 5}), seed)) == 0


def test_groups_are_drawn_as_often_as_single_texts():
    """A validation part of single texts alone would be easier or harder than the rest."""
    groups = [Counter({0: 2})] * 50 + [Counter([0])] * 100
    pairs = [
        sum(number < 50 for number in drawn_of(groups, range(150), Counter({0: 40}), seed))
        for seed in range(100)
    ]
    assert 8 < np.mean(pairs) < 12
