"""Gradients by hand are those of finite differences."""

import numpy as np
import pytest

from bakeoff.models.fit.train.stack.gradient import descend, losses, probabilities
from bakeoff.models.fit.train.stack.network import Network
from tests.models.fit.train.stack.problems import make_sizes


@pytest.mark.parametrize("hidden", [4, None])
@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("dropout", [False, True])
def test_gradients_are_those_of_finite_differences(hidden, classes, dropout):
    """In double precision, for each weight of each run of a stack."""
    draw = np.random.default_rng(1)
    sizes = make_sizes(classes, hidden)
    flat = draw.standard_normal((2, sizes.count))
    rows, labels = draw.standard_normal((2, 9, sizes.features)), draw.integers(0, classes, (2, 9))
    weights = draw.random((2, 9)) * (draw.random((2, 9)) > 0.2)
    kept = draw.choice([0.0, 2.0], (2, 9, sizes.dropped)) if dropout else None
    slopes = np.zeros_like(flat)

    def loss(flat, into):
        network = Network(sizes, flat)
        views = sizes.split(into)
        return descend(network, views, rows, labels, weights, kept).astype(np.float64)

    loss(flat, slopes)
    for number in range(sum(value[0].size for value in sizes.split(flat).values())):
        step = np.zeros(sizes.count)
        step[number] = 1e-3
        change = loss(flat + step, np.zeros_like(flat)) - loss(flat - step, np.zeros_like(flat))
        np.testing.assert_allclose(slopes[:, number], change / 2e-3, atol=2e-3)


@pytest.mark.parametrize(("outputs", "wrong"), [(1, 0), (3, 1)])
def test_losses_of_extreme_logits_are_finite(outputs, wrong):
    """And their slopes, and probabilities."""
    logits = np.array([-1e4, 0, 1e4], np.float32)[None, :, None].repeat(outputs, 2)
    logits[..., 0] *= -1
    labels = np.array([[wrong, 0, 0]], np.int32)
    loss, slope = losses(logits, labels)
    assert np.isfinite(loss).all() and np.isfinite(slope).all()
    assert loss[0, 1] == pytest.approx(np.log(max(outputs, 2)))
    assert loss.max() >= 1e4
    assert ((probabilities(logits) >= 0) & (probabilities(logits) <= 1)).all()
