"""Reliability of probabilities."""

import numpy as np
import pytest

from bakeoff.evaluation.calibration import calibration_error, reliability_lines


def two(*positive):
    """Make one seed's probabilities of two classes."""
    second = np.array(positive, np.float32)
    return np.stack([1 - second, second], axis=1)[None]


def times(counts, values):
    """Repeat each value so often."""
    return np.repeat(values, counts)


def test_a_bin_gives_what_was_said_and_what_came_true():
    """By hand: .1 and .15 in one bin, .95 and 1 in another; 1 belongs to the last."""
    labels, positive = times([20, 20, 30], [0, 1, 1]), times([20, 20, 15, 15], [0.1, 0.15, 0.95, 1])
    lines = reliability_lines("m", labels, two(*positive))
    assert [line["texts"] for line in lines] == [40, 30]
    assert [line["confidence"] for line in lines] == pytest.approx([0.125, 0.975])
    assert [line["frequency"] for line in lines] == pytest.approx([0.5, 1])


def test_neighbouring_bins_are_merged_until_each_has_thirty_texts():
    """By hand: 29 and 1 are one point, 30 stand alone, and the last 10 join these."""
    counts, said = [29, 1, 30, 10], [0.05, 0.15, 0.55, 0.95]
    labels = times([29, 1, 20, 10, 10], [0, 1, 0, 1, 1])
    lines = reliability_lines("m", labels, two(*times(counts, said)))
    assert [line["texts"] for line in lines] == [30, 40]
    confidence = [(29 * 0.05 + 0.15) / 30, (30 * 0.55 + 10 * 0.95) / 40]
    assert [line["confidence"] for line in lines] == pytest.approx(confidence)
    assert [line["frequency"] for line in lines] == pytest.approx([1 / 30, 20 / 40])


def test_a_bin_of_thirty_texts_stays_as_it_is():
    """Also where there are several repeats, in which the same texts count once."""
    seeds = np.concatenate([two(*times([30, 30], [0.2, 0.8]))] * 2)
    lines = reliability_lines("m", times([30, 30], [0, 1]), seeds)
    assert [(line["texts"], line["frequency"]) for line in lines] == [(30, 0), (30, 1)]
    seeds = np.concatenate([two(*times([29, 31], [0.2, 0.8]))] * 2)
    assert len(reliability_lines("m", times([30, 30], [0, 1]), seeds)) == 1


def test_fewer_texts_than_thirty_are_one_point():
    """The mean of all."""
    (line,) = reliability_lines("m", np.array([0, 1, 1, 1]), two(0.1, 0.15, 0.95, 1.0))
    assert (line["texts"], line["frequency"]) == (4, 0.75)
    assert line["confidence"] == pytest.approx(0.55)


def test_the_error_is_the_weighted_mean_of_the_gaps():
    """(2 · .375 + 2 · .025) / 4."""
    error = calibration_error(np.array([0, 1, 1, 1]), two(0.1, 0.15, 0.95, 1.0))
    assert error == pytest.approx(0.2)


def test_bins_of_few_texts_are_not_merged_for_the_error():
    """Both are .8 off, in opposite directions, which would cancel out."""
    assert calibration_error(np.array([1, 0]), two(0.2, 0.8)) == pytest.approx(0.8)


def test_true_probabilities_have_a_small_error():
    """And overconfident ones a large one."""
    draw = np.random.default_rng(1)
    predicted = draw.uniform(size=20_000)
    labels = (draw.uniform(size=20_000) < predicted).astype(np.int32)
    assert calibration_error(labels, two(*predicted)) < 0.02
    assert calibration_error(labels, two(*(predicted > 0.5))) > 0.2


def test_texts_are_those_of_a_repeat():
    """Several repeats do not make more of them."""
    seeds = np.concatenate([two(0.2, 0.8), two(0.2, 0.2)])
    assert sum(x["texts"] for x in reliability_lines("m", np.array([0, 1]), seeds)) == 2


def test_of_more_classes_the_most_probable_counts():
    """Whether it was right."""
    seeds = np.array([[[0.7, 0.2, 0.1], [0.1, 0.2, 0.7]]], np.float32)
    (line,) = reliability_lines("m", np.array([0, 0]), seeds)
    assert (line["frequency"], line["texts"]) == (0.5, 2)
    assert line["confidence"] == pytest.approx(0.7)
