"""The axis of costs."""

import pytest

from bakeoff.report.result.cost_axis import make_scale, mark_costs


def test_an_axis_without_a_zero_is_logarithmic():
    """From the lowest cost to the highest."""
    scale = make_scale([110.9, 0.88, 10.0]).to_dict()
    assert (scale["type"], scale["domain"]) == ("log", [0.88, 110.9])


def test_costs_that_are_alike_look_alike():
    """The axis spans a factor of four at least."""
    scale = make_scale([90.0, 110.0]).to_dict()
    low, high = scale["domain"]
    assert high / low == pytest.approx(4) and low * high == pytest.approx(90 * 110)
    assert make_scale([3.0]).to_dict()["domain"] == [1.5, 6.0]


def test_an_axis_with_a_zero_is_linear_near_it():
    """Below half of the lowest cost."""
    scale = make_scale([0.0, 10.0, 100.0]).to_dict()
    assert (scale["type"], scale["constant"], scale["domain"]) == ("symlog", 5.0, [0, 100.0])
    nothing = make_scale([0.0]).to_dict()
    assert (nothing["constant"], nothing["domain"]) == (1.0, [0, 1])
    assert mark_costs([0.0]) == [0] and mark_costs([0.0, 20.0, 80.0]) == [0, 20, 50]
