"""Ensembles: the mean of the predictions of several models."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.core.predictions import Predictions
from bakeoff.evaluation.held_out import average


def model(seeds, draw=1, classes=2):
    """Make the predictions of a model."""
    generator = np.random.default_rng(draw)
    splits = (generator.dirichlet(np.ones(classes), (seeds, n)) for n in (3, 7))
    return Predictions(*(split.astype(np.float32) for split in splits))


def test_probabilities_are_averaged_seed_by_seed():
    """Of both splits; a single seed counts for each."""
    plain, network = model(1), model(5, draw=2)
    found = average([plain, network])
    assert found.test.shape == (5, 7, 2) and found.valid.shape == (5, 3, 2)
    np.testing.assert_allclose(found.test[3], (plain.test[0] + network.test[3]) / 2, rtol=1e-6)
    np.testing.assert_allclose(found.valid[0], (plain.valid[0] + network.valid[0]) / 2, rtol=1e-6)


@given(st.lists(st.sampled_from([1, 3]), min_size=2, max_size=5), st.integers(2, 4))
def test_an_ensemble_gives_probabilities(seeds, classes):
    """They add up to 1, and lie between those of the members."""
    members = [model(count, draw=i, classes=classes) for i, count in enumerate(seeds)]
    found = average(members).test
    assert found.dtype == np.float32
    np.testing.assert_allclose(found.sum(axis=2), 1, atol=1e-5)
    every = np.concatenate([member.test for member in members])
    assert (every.min(axis=0) - 1e-6 <= found).all() and (found <= every.max(axis=0) + 1e-6).all()
