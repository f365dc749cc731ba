"""What a comparison could find: against simulated normal differences."""

import numpy as np
import pytest

from bakeoff.evaluation.families import Pair, Sample
from bakeoff.evaluation.power import bound_perfect, count_texts, find_smallest

PAIR = Pair(0, 1, 0.3, 0.006, 0.008, critical=2.5)


def test_the_smallest_difference_is_found_eight_times_in_ten():
    """It does not depend on the observed difference."""
    smallest = find_smallest(PAIR)
    assert smallest == pytest.approx((2.5 + 0.8416) * 0.01, abs=1e-5)
    observed = np.random.default_rng(1).normal(smallest, 0.01, 100_000)
    assert (observed > 2.5 * 0.01).mean() == pytest.approx(0.8, abs=0.005)


def test_that_many_texts_call_equal_models_equal_eight_times_in_ten():
    """The error falls with the square root of their number."""
    needed = count_texts(PAIR, 0.02, 1000)
    error = 0.01 * np.sqrt(1000 / needed)
    observed = np.random.default_rng(1).normal(0, error, 100_000)
    assert (abs(observed) + 2.5 * error <= 0.02).mean() == pytest.approx(0.8, abs=0.005)


def test_no_number_of_texts_makes_models_equal_without_a_margin():
    """Nor is there a smallest difference between models that never differ."""
    assert count_texts(PAIR, 0.0, 1000) is None
    assert find_smallest(Pair(0, 1, 0.0, 0.0, 0.0, critical=2.5)) is None


def test_a_perfect_model_is_held_against_the_baseline_s_own_errors():
    """The texts' and the training rows'."""
    draws = np.random.default_rng(1).normal(0.95, 0.01, (5000, 2))
    sample = Sample(np.array([0.5, 0.95]), draws, np.zeros((2, 2)))
    low, found = bound_perfect(sample, 1, 1.0, 2.5, 0.0)
    assert low == pytest.approx(0.05 - 2.5 * 0.01, abs=5e-4) and found
    low, found = bound_perfect(sample, 1, 1.0, 2.5, 0.02**2)
    assert low == pytest.approx(0.05 - 2.5 * np.hypot(0.01, 0.02), abs=5e-4) and not found


def test_nothing_is_better_than_a_baseline_without_errors():
    """Not even another model without errors."""
    sample = Sample(np.ones(1), np.ones((100, 1)), np.zeros((1, 1)))
    assert bound_perfect(sample, 0, 1.0, 2.0, 0.0) == (0.0, False)


def test_a_perfect_model_at_the_critical_value_is_not_found():
    """It is two standard errors better; just below that value it is found."""
    sample = Sample(np.zeros(1), np.zeros((100, 1)), np.zeros((1, 1)))
    assert bound_perfect(sample, 0, 1.0, 2.0, 0.25) == (0.0, False)
    assert bound_perfect(sample, 0, 1.0, 1.99, 0.25) == (pytest.approx(0.005), True)
