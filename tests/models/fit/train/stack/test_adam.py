"""Adam for a stack of runs is the published rule for each."""

import numpy as np
import pytest

from bakeoff.models.fit.train.stack.adam import EPSILON, MEAN, PERIOD, SQUARE, Adam


def published(slopes, rate):
    """Follow algorithm 1 of the paper, with Keras' place for epsilon; weights begin at 0."""
    weights = mean = square = np.zeros(slopes.shape[1])
    for step, slope in enumerate(slopes.astype(np.float64), 1):
        mean = MEAN * mean + (1 - MEAN) * slope
        square = SQUARE * square + (1 - SQUARE) * slope**2
        corrected = np.sqrt(1 - SQUARE**step) / (1 - MEAN**step)
        weights = weights - rate * corrected * mean / (np.sqrt(square) + EPSILON)
    return weights


@pytest.mark.parametrize("size", [1.0, 1e-6, 1e4])
def test_weights_are_those_of_the_published_rule(size):
    """Over several periods, for runs of which one stops earlier."""
    draw = np.random.default_rng(1)
    slopes = (size * draw.standard_normal((2, 3 * PERIOD + 9, 40))).astype(np.float32)
    adam, weights = Adam((2, 40), 0.01), np.zeros((2, 40), np.float32)
    for step in range(slopes.shape[1]):
        active = 2 if step < PERIOD + 1 else 1
        adam.step(weights[:active], slopes[:active, step].copy(), [step + 1] * active)
    for number, steps in ((0, slopes.shape[1]), (1, PERIOD + 1)):
        expected = published(slopes[number, :steps], 0.01)
        np.testing.assert_allclose(weights[number], expected, atol=1e-5)


def test_runs_that_are_kept_go_on_where_they_were():
    """In another order, and at steps of their own."""
    slopes = np.ones((3, 16), np.float32)
    adam, weights = Adam((3, 16), 0.01), np.zeros((3, 16), np.float32)
    adam.step(weights, slopes * [[1], [2], [3]], [1, 1, 1])
    adam.mean *= [[1], [1], [5]]
    adam.keep(np.array([2, 0]))
    assert adam.mean[:, 0].tolist() == [15, 1]
    assert adam.square[:, 0].tolist() == [9, 1]
