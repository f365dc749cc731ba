"""Families of intervals: against brute force, and words that cannot contradict the intervals."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm

from bakeoff.evaluation.families import (
    Pair,
    Sample,
    compare_family,
    estimate_errors,
    take_quantile,
)


def make_sample(models=4, draws=200, seed=1, spread=0.02, step=1e-4):
    """Draw scores on a grid, so that statistics are tied, as those of few texts are."""
    generator = np.random.default_rng(seed)
    scores = generator.normal(0.9, spread, models)
    drawn = scores + generator.normal(0, 0.01, (draws, models))
    grid = np.round(np.vstack([scores, drawn]) / step) * step
    return Sample(grid[0], grid[1:], np.zeros((models, models)))


def test_a_family_by_brute_force():
    """Critical value, interval and p-value, pair by pair and draw by draw, with a loop."""
    sample, pairs = make_sample(), [*combinations(range(4), 2)]
    sample = Sample(sample.scores, sample.draws, np.full((4, 4), 0.003**2))
    found, critical = compare_family(sample, estimate_errors(sample), pairs)
    drawn = {(i, j): [row[i] - row[j] for row in sample.draws] for i, j in pairs}
    errors = {pair: np.std(values, ddof=1) for pair, values in drawn.items()}
    whole = {(i, j): sample.scores[i] - sample.scores[j] for i, j in pairs}
    largest = [
        max(abs(drawn[pair][draw] - whole[pair]) / errors[pair] for pair in pairs)
        for draw in range(200)
    ]
    assert critical == pytest.approx(sorted(largest)[189])
    for pair in found:
        key = pair.first, pair.second
        error = np.sqrt(errors[key] ** 2 + 0.003**2)
        assert pair.ends == pytest.approx(
            (whole[key] - critical * error, whole[key] + critical * error)
        )
        reached = np.mean(np.array(largest) >= abs(whole[key]) / error - 1e-9)
        assert pair.p_value == pytest.approx(max(reached, 1 / 200))


@given(
    st.integers(0, 10**6), st.integers(2, 5), st.integers(20, 60), st.sampled_from([0.002, 0.02])
)
@settings(max_examples=100, deadline=None)
def test_p_is_at_most_05_exactly_where_the_interval_excludes_0(seed, models, draws, step):
    """Also where statistics are tied, and for any number of draws."""
    sample = make_sample(models, draws, seed, step=step)
    pairs = [*combinations(range(models), 2)]
    found, _ = compare_family(sample, estimate_errors(sample), pairs)
    for pair in found:
        low, high = pair.ends
        word = pair.word(0.02)
        assert (pair.p_value <= 0.05) == pair.excludes_zero == (word in ("better", "worse"))
        if word == "better":
            assert low > 0
        elif word == "worse":
            assert high < 0
        elif word == "equal":
            assert -0.02 <= low <= 1e-9 and -1e-9 <= high <= 0.02
        else:
            assert low <= 1e-9 and high >= -1e-9 and (low < -0.02 or high > 0.02)


def test_one_pair_has_the_critical_value_of_a_normal_deviate():
    """With normal draws; more pairs have a larger one."""
    generator = np.random.default_rng(1)
    draws = generator.normal(0, 1, (20_000, 10))
    sample = Sample(np.zeros(10), draws, np.zeros((10, 10)))
    errors = estimate_errors(sample)
    _, one = compare_family(sample, errors, [(0, 1)])
    _, family = compare_family(sample, errors, [(i, 0) for i in range(1, 10)])
    _, every = compare_family(sample, errors, combinations(range(10), 2))
    assert one == pytest.approx(norm.ppf(0.975), abs=0.03)
    assert family == pytest.approx(2.68, abs=0.04)  # Dunnett, 9 with a control, equal variances
    assert every == pytest.approx(3.16, abs=0.04)  # Tukey's 4.47 for 10 groups, divided by √2


def test_models_that_no_draw_tells_apart_are_equal_and_change_no_other_pair():
    """With any margin, and whatever the training rows add."""
    sample = make_sample(3)
    twin = Sample(sample.scores[[0, 1, 2, 2]], sample.draws[:, [0, 1, 2, 2]], np.ones((4, 4)))
    plain = Sample(sample.scores, sample.draws, np.ones((3, 3)))
    found, critical = compare_family(twin, estimate_errors(twin), [(0, 1), (0, 2), (2, 3)])
    expected, without = compare_family(plain, estimate_errors(plain), [(0, 1), (0, 2)])
    assert (found[:2], critical) == (expected, without)
    assert (found[2].ends, found[2].p_value, found[2].word(0.0)) == ((0.0, 0.0), 1.0, "equal")


def test_a_difference_without_an_error_is_certain():
    """Every text right against every text wrong; alone in its family, c is normal."""
    sample = Sample(np.array([1.0, 0.0]), np.tile([1.0, 0.0], (1000, 1)), np.zeros((2, 2)))
    (pair,), critical = compare_family(sample, estimate_errors(sample), [(0, 1)])
    assert (pair.ends, pair.word(0.02), pair.p_value) == ((1.0, 1.0), "better", 0.001)
    assert critical == pytest.approx(norm.ppf(0.975), abs=0.01)


def test_a_family_without_pairs_has_the_normal_critical_value():
    """As where the baseline is the only model."""
    found, critical = compare_family(make_sample(1, 2000), np.zeros((1, 1)), [])
    assert found == [] and critical == pytest.approx(norm.ppf(0.975), abs=0.01)


@pytest.mark.parametrize(
    ("difference", "error", "word", "within"),
    [
        (0.05, 0.01, "better", False),
        (-0.05, 0.01, "worse", False),
        (0.01, 0.004, "better", True),
        (-0.01, 0.004, "worse", True),
        (0.001, 0.005, "equal", True),
        (0.01, 0.01, "undecided", False),
        (0.0, 0.01, "equal", True),
        (0.0, 0.011, "undecided", False),
    ],
)
def test_the_words(difference, error, word, within):
    """Better and worse exclude 0; equal lies within the margin; `within` says by how little."""
    pair = Pair(0, 1, difference, error, 0.0, critical=2.0)
    assert (pair.word(0.02), pair.within(0.02)) == (word, within)


def test_without_a_margin_nothing_that_differs_is_equal():
    """Margin 0 leaves better, worse and undecided."""
    assert Pair(0, 1, 0.0, 1e-6, 0.0, critical=2.0).word(0.0) == "undecided"


def test_the_quantile_leaves_at_most_a_twentieth_above_it():
    """And more than that at or above it."""
    for count in (20, 21, 39, 40, 100, 999, 10_000):
        values = np.arange(count, dtype=float)
        quantile = take_quantile(values[::-1])
        assert (values > quantile).mean() <= 0.05 < (values >= quantile).mean()
