"""The ends of intervals, against SciPy."""

import numpy as np
import pytest
from scipy.stats import bootstrap as scipy_bootstrap
from scipy.stats import gamma, norm

from bakeoff.evaluation.draws import draw_groups
from bakeoff.evaluation.intervals import accelerate


def test_the_ends_of_a_mean_are_bca_s():
    """SciPy finds the same, by the jackknife: 4 texts of 60 are wrong."""
    right = np.arange(60) >= 4
    draws = np.concatenate(list(draw_groups(np.arange(60), 20_000, seed=1))) @ right / 60
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


def test_the_ends_of_skewed_draws_move_by_a_sixth_of_their_skewness():
    """Draws of a gamma distribution, whose skewness is 1/2, about their median."""
    drawn = gamma(16)
    draws, z = drawn.ppf((np.arange(100_000) + 0.5) / 100_000), norm.ppf([0.025, 0.975])
    expected = drawn.ppf(norm.cdf(z / (1 - z / 12)))
    assert accelerate(drawn.median(), draws) == pytest.approx(expected, rel=0.001)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_score_beyond_all_draws_has_finite_ends(sign):
    """As if half a draw lay beyond it: with 100 draws, at the normal quantile of .995."""
    draws = norm.ppf((np.arange(100) + 0.5) / 100)
    levels = norm.cdf(2 * norm.ppf(0.995) + norm.ppf([0.025, 0.975]))
    expected = sorted(sign * np.quantile(draws, levels))
    assert accelerate(sign * 9.0, draws) == pytest.approx(expected)
