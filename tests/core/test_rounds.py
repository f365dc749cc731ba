"""Which rounds a table gives."""

import numpy as np

from bakeoff.core.rounds import list_rounds
from tests.core.test_table import table

FOLDS = table("tvh", "htv", "vht", "htv")  # of two repeats


def test_with_several_partitions_each_is_a_round_with_a_seed_of_its_own():
    """Whatever the seeds of the training are."""
    rounds = list_rounds(FOLDS, [7, 8, 9])
    assert [(spec.partition, spec.repeat, spec.seed) for spec in rounds] == [
        (0, 0, 1),
        (1, 0, 2),
        (2, 1, 3),
        (3, 1, 4),
    ]
    assert [rounds[1].train, rounds[1].valid, rounds[1].test] == [[1], [2], [0]]


def test_with_one_partition_each_seed_is_a_round():
    """Its number is that of the repeat."""
    rounds = list_rounds(table("tvh"), [7, 8])
    assert [(spec.partition, spec.repeat, spec.seed) for spec in rounds] == [(0, 0, 7), (0, 1, 8)]


def test_a_model_without_chance_has_no_seeds():
    """And a single round where there is one partition."""
    assert [spec.seed for spec in list_rounds(FOLDS, None)] == [None] * 4
    assert len(list_rounds(table("tvh"), None)) == 1


def test_a_round_knows_the_words_of_its_training_texts():
    """Of no validation text."""
    for spec in list_rounds(table("ttvhh"), [1]):
        np.testing.assert_array_equal(spec.unlabelled, [0, 1])
