"""Marks of axes."""

import pytest

from bakeoff.report.charts import ticks


@pytest.mark.parametrize(
    ("values", "marks"),
    [
        ([3.0, 4000.0], [1, 10, 100, 1000, 10000]),
        ([3.0, 40.0], [2, 5, 10, 20, 50]),
        ([0.0, 300.0, 900.0], [0, 200, 500, 1000]),
        ([5.0], [2, 5, 10]),
        ([0.0, 0.0], [0]),
    ],
)
def test_marks_are_round_and_hold_all_values(values, marks):
    """Powers of ten, and what lies between them where there are few; a zero has its own."""
    assert ticks(values) == pytest.approx(marks)
