"""The front of one cost, by hand."""

import pytest

from bakeoff.report.result.pareto import pareto

SCORES = {"a": 0.5, "b": 0.4, "c": 0.8, "d": 0.7, "e": 0.9}


def clearly(one, other):
    """Call a score better where it is so by more than 0.15."""
    return SCORES[one] - SCORES[other] > 0.15


def test_a_model_on_the_front_is_better_than_all_that_cost_no_more():
    """`b` is not; `c` is; `e` scores higher, but not clearly."""
    costs = {"a": 1.0, "b": 2.0, "c": 3.0, "e": 9.0}
    assert pareto(costs, SCORES, clearly) == ["a", "c"]


def test_it_has_to_be_better_than_each_of_them():
    """Not than the last one alone."""
    wins = {("b", "a"), ("c", "b")}
    costs = {"a": 1.0, "b": 2.0, "c": 3.0}
    assert pareto(costs, SCORES, lambda one, other: (one, other) in wins) == ["a", "b"]


def test_the_cheapest_is_always_on_it():
    """Whatever it scores, and in whatever order they come."""
    assert pareto({"e": 2.0, "b": 1.0}, SCORES, clearly) == ["b", "e"]
    assert pareto({"b": 1.0}, SCORES, clearly) == ["b"]
    assert pareto({}, {}, clearly) == []


@pytest.mark.parametrize(("cost", "front"), [(1.5, ["c"]), (1.51, ["a", "c"])])
def test_costs_up_to_a_ratio_count_as_equal(cost, front):
    """The best of them comes first."""
    assert pareto({"a": 1.0, "c": cost}, SCORES, clearly, 1.5) == front


def test_of_models_that_cost_nothing_the_best_is_on_it():
    """A ratio to zero does not matter."""
    assert pareto({"a": 0.0, "d": 0.0, "e": 1.0}, SCORES, clearly) == ["d", "e"]
