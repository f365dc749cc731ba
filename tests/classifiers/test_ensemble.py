"""An ensemble: the mean of what several models say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.classifiers.ensemble import average
from bakeoff.classifiers.predictions import Predictions
from bakeoff.errors import BakeoffError


def model(seeds, draw=1, messages=7, classes=2):
    """Make the predictions of a model."""
    generator = np.random.default_rng(draw)
    said = (generator.dirichlet(np.ones(classes), (seeds, n)) for n in (3, messages))
    return Predictions(*(its.astype(np.float32) for its in said))


def test_probabilities_are_averaged_seed_by_seed():
    """Of both splits; a single seed stands in each."""
    plain, network = model(1), model(5, draw=2)
    found = average({"plain": plain, "network": network})
    assert found.test.shape == (5, 7, 2) and found.valid.shape == (5, 3, 2)
    np.testing.assert_allclose(found.test[3], (plain.test[0] + network.test[3]) / 2, rtol=1e-6)
    np.testing.assert_allclose(found.valid[0], (plain.valid[0] + network.valid[0]) / 2, rtol=1e-6)


@given(st.lists(st.sampled_from([1, 3]), min_size=2, max_size=5), st.integers(2, 4))
def test_an_ensemble_gives_probabilities(seeds, classes):
    """They add up to 1, lie between those of the members, and are saved as theirs are."""
    members = {str(i): model(its, draw=i, classes=classes) for i, its in enumerate(seeds)}
    found = average(members).test
    assert found.dtype == np.float32
    np.testing.assert_allclose(found.sum(axis=2), 1, atol=1e-5)
    said = np.concatenate([its.test for its in members.values()])
    assert (said.min(axis=0) - 1e-6 <= found).all() and (found <= said.max(axis=0) + 1e-6).all()


@pytest.mark.parametrize("other", [model(3), model(5, messages=8), model(5, classes=3)])
def test_members_that_do_not_fit_are_refused(other):
    """They were left by other runs."""
    with pytest.raises(BakeoffError, match=r"'old': \(.*predict with each of them again"):
        average({"new": model(5), "old": other})
