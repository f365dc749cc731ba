"""Label curves: which texts a subset holds, and what it may do with them."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.evaluation.scoring.subsets import (
    Learn,
    choose_valid,
    curve_rounds,
    double_up,
    draw_subsets,
    order_rows,
)
from tests.core.test_table import table

LEARN = Learn(smallest=5, seeds=[7, 8], epoch_rows=30, steps=9, also=[])
TABLE = table("t" * 80 + "vh", "t" * 78 + "hvtt", "v" + "t" * 80 + "h", "h" + "t" * 80 + "v")
LABELS = np.array([row % 3 == 0 for row in range(82)], np.int32)
ROUNDS = curve_rounds(TABLE, [1])
classes = st.lists(st.integers(0, 4), min_size=5, max_size=80)


def test_curves_are_of_the_rounds_of_the_first_repeat():
    """Or of a round per seed, where there is one partition."""
    assert [(spec.partition, spec.seed) for spec in ROUNDS] == [(0, 1), (1, 2)]
    assert [spec.seed for spec in curve_rounds(table("tvh"), [7, 8])] == [7, 8]


def test_without_a_held_out_text_there_is_no_curve():
    """As with `prepare.split: none`."""
    assert curve_rounds(table("ttt"), [1]) == []


def test_without_a_smallest_size_there_are_no_subsets():
    """As in the preset quick."""
    settings = LEARN.model_copy(update={"smallest": None})
    assert draw_subsets(curve_rounds(table("tvh"), [1]), np.zeros(3, np.int32), settings) == []


def test_sizes_double_below_the_number_of_training_texts():
    """All of them are the round of `train`."""
    assert double_up(25, 201) == [25, 50, 100, 200]
    assert double_up(25, 200) == [25, 50, 100]
    assert double_up(25, 20) == []


@given(classes, st.integers(0, 9))
def test_an_order_holds_every_text_once_and_every_class_at_its_start(labels, seed):
    """However rare the class."""
    labels = np.array(labels, np.int32)
    order = order_rows(labels, seed)
    number = len(set(labels.tolist()))
    assert sorted(order) == list(range(len(labels)))
    assert len(set(labels[order[:number]].tolist())) == number


def test_a_prefix_holds_the_classes_in_proportion():
    """To a text."""
    labels = np.array([0] * 870 + [1] * 130, np.int32)
    ones = np.cumsum(labels[order_rows(labels, 3)])
    assert np.abs(ones - 0.13 * np.arange(1, 1001)).max() <= 1


@given(classes)
def test_a_fifth_of_each_class_validates_and_one_if_it_can(labels):
    """At least one text trains; what a shorter draw chose stays chosen."""
    labels = np.array(labels, np.int32)
    chosen = choose_valid(labels)
    for number in set(labels.tolist()):
        own = chosen[labels == number]
        assert not own[0]
        assert own.sum() == -(-(len(own) - 1) // 5)
    np.testing.assert_array_equal(choose_valid(labels[:-1]), chosen[:-1])


def test_subsets_of_a_round_are_nested_texts_of_its_training():
    """Both parts count as labels, and are nested each."""
    subsets = draw_subsets(ROUNDS, LABELS, LEARN)
    assert [subset.labels for subset in subsets] == [5, 10, 20, 40] * 2
    for count, spec in subsets:
        both = np.union1d(spec.train, spec.valid)
        assert len(both) == len(spec.train) + len(spec.valid) == count
        assert set(both) <= set(ROUNDS[spec.partition].train)
        assert 0.15 <= len(spec.valid) / count <= 0.4
    for first, second in pairwise(spec for _, spec in subsets[:4]):
        assert set(first.train) < set(second.train) and set(first.valid) < set(second.valid)


def test_draws_of_rounds_and_of_seeds_differ():
    """The same draw is the same."""
    first = curve_rounds(table("t" * 80 + "vh"), [7, 8, 7])
    drawn = [set(subset.spec.train) for subset in draw_subsets(first, LABELS, LEARN)[1::4]]
    assert drawn[0] != drawn[1] and drawn[0] == drawn[2]


def test_a_subset_keeps_what_its_round_knows_without_labels():
    """And its held-out texts, seed and partition."""
    for _, spec in draw_subsets(ROUNDS, LABELS, LEARN):
        whole = ROUNDS[spec.partition]
        assert spec.unlabelled is whole.unlabelled and spec.test is whole.test
        assert (spec.seed, spec.repeat) == (whole.seed, whole.repeat)
        assert (spec.epoch_rows, spec.min_count) == (30, 1)


def test_too_few_validation_texts_of_a_class_ask_for_a_number_of_steps():
    """Five of the rarer class are enough: of 40 texts, 13 are of it, and three validate."""
    subsets = draw_subsets(ROUNDS[:1], LABELS, LEARN)
    assert [subset.spec.steps for subset in subsets] == [9, 9, 9, 9]
    even = np.arange(82, dtype=np.int32) % 2
    subsets = draw_subsets(ROUNDS[:1], even, LEARN.model_copy(update={"smallest": 22}))
    assert [(subset.labels, subset.spec.steps) for subset in subsets] == [(22, 9), (44, None)]


def test_the_labels_of_other_texts_decide_nothing_but_the_draw():
    """Those of held-out and validation texts are not even read."""
    others = LABELS.copy()
    others[80:] = 1 - others[80:]
    first, second = (draw_subsets(ROUNDS[:1], labels, LEARN) for labels in (LABELS, others))
    for left, right in zip(first, second, strict=True):
        np.testing.assert_array_equal(left.spec.train, right.spec.train)


def test_the_curve_begins_where_each_class_has_a_row_and_one_validates():
    """Sizes that are too small are left out."""
    few = LEARN.model_copy(update={"smallest": 1})
    least = draw_subsets(ROUNDS, LABELS, few)[0]
    assert (least.labels, len(least.spec.train), len(least.spec.valid)) == (4, 3, 1)
    many = np.arange(82, dtype=np.int32) % 30
    assert [subset.labels for subset in draw_subsets(ROUNDS[:1], many, LEARN)] == [40]
    assert draw_subsets(ROUNDS, np.arange(82, dtype=np.int32), LEARN) == []


def test_rounds_of_different_sizes_have_the_same_points():
    """Those that the smallest has."""
    uneven = table("t" * 50 + "v" * 30 + "hh", "v" + "t" * 80 + "h")
    rounds = [replace(spec, repeat=0) for spec in curve_rounds(uneven, [1])]
    sizes = [subset.labels for subset in draw_subsets(rounds, LABELS, LEARN)]
    assert sizes == [5, 10, 20, 40] * 2
