"""The ends of intervals: against SciPy, and where only seeds matter."""

import numpy as np
import pytest
from scipy.stats import bootstrap as scipy_bootstrap
from scipy.stats import norm, t

from bakeoff.evaluation.bootstrap import draw_texts
from bakeoff.evaluation.intervals import Sample, accelerate, t_factor


def test_few_seeds_widen_an_interval():
    """To Student's where they alone matter; not at all where there is one seed."""
    of_seeds = Sample(0.9, np.zeros(1), variance=0.01, seeds=3)
    assert t_factor(0.01, of_seeds) == pytest.approx(t.ppf(0.975, 2) / norm.ppf(0.975))
    assert t_factor(1e-6, of_seeds) == t_factor(0.01, of_seeds)
    assert t_factor(10.0, of_seeds) == pytest.approx(1, abs=1e-3)
    assert t_factor(0.01, Sample(0.9, np.zeros(1), variance=0.0, seeds=1)) == 1


def test_the_ends_of_a_mean_are_bca_s():
    """SciPy finds the same, by the jackknife: 4 messages of 60 are wrong."""
    right = np.arange(60) >= 4
    draws = np.concatenate(list(draw_texts(60, 20_000, seed=1))) @ right / 60
    expected = scipy_bootstrap((right,), np.mean, n_resamples=20_000, rng=1, method="BCa")
    low, high = accelerate(right.mean(), draws)
    assert low == pytest.approx(expected.confidence_interval.low, abs=1 / 60)
    assert high == pytest.approx(expected.confidence_interval.high, abs=1 / 60)
    assert low + high < 2 * right.mean()


def test_the_ends_move_away_from_draws_that_are_biased():
    """Three in five draws below the mean move both ends up by two normal steps."""
    draws = norm.ppf((np.arange(10_000) + 0.5) / 10_000)
    step = norm.ppf(0.6)
    assert accelerate(step, draws) == pytest.approx([2 * step - 1.96, 2 * step + 1.96], abs=0.01)
