"""Reliability of probabilities."""

import numpy as np
import pytest

from bakeoff.evaluation.calibration import calibration_error, reliability_lines


def two(*positive):
    """Make one seed's probabilities of two classes."""
    second = np.array(positive, np.float32)
    return np.stack([1 - second, second], axis=1)[None]


def test_a_bin_gives_what_was_said_and_what_came_true():
    """By hand: .1 and .15 in one bin, .95 in another; 1 belongs to the last."""
    lines = reliability_lines("m", np.array([0, 1, 1, 1]), two(0.1, 0.15, 0.95, 1.0))
    assert [line["texts"] for line in lines] == [2, 2]
    assert [line["confidence"] for line in lines] == pytest.approx([0.125, 0.975])
    assert [line["frequency"] for line in lines] == pytest.approx([0.5, 1])


def test_the_error_is_the_weighted_mean_of_the_gaps():
    """(2 · .375 + 2 · .025) / 4."""
    error = calibration_error(np.array([0, 1, 1, 1]), two(0.1, 0.15, 0.95, 1.0))
    assert error == pytest.approx(0.2)


def test_true_probabilities_have_a_small_error():
    """And overconfident ones a large one."""
    draw = np.random.default_rng(1)
    predicted = draw.uniform(size=20_000)
    labels = (draw.uniform(size=20_000) < predicted).astype(np.int32)
    assert calibration_error(labels, two(*predicted)) < 0.02
    assert calibration_error(labels, two(*(predicted > 0.5))) > 0.2


def test_messages_are_those_of_a_seed():
    """Several seeds do not make more of them."""
    seeds = np.concatenate([two(0.2, 0.8), two(0.2, 0.2)])
    assert sum(x["texts"] for x in reliability_lines("m", np.array([0, 1]), seeds)) == 2


def test_of_more_classes_the_most_probable_counts():
    """Whether it was right."""
    seeds = np.array([[[0.7, 0.2, 0.1], [0.1, 0.2, 0.7]]], np.float32)
    (line,) = reliability_lines("m", np.array([0, 0]), seeds)
    assert (line["frequency"], line["texts"]) == (0.5, 2)
    assert line["confidence"] == pytest.approx(0.7)
