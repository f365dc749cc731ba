"""Marks of axes, and where names stand."""

import pytest

from bakeoff.report.charts import ticks
from bakeoff.report.labels import _box, _meet, place_labels


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


def test_names_cover_neither_points_nor_one_another():
    """Of a crowd some get no name; none stands out of the chart."""
    points = [(20.0 + 9 * place, 50.0 + 4 * (place % 3)) for place in range(12)]
    names = [f"model_{place}" for place in range(12)]
    spots = place_labels(names, points, 290, 190)
    boxes = [
        _box(*point, name, spot)
        for name, point, spot in zip(names, points, spots, strict=True)
        if spot
    ]
    assert 2 < len(boxes) < 12
    assert not any(_meet(a, b) for a in boxes for b in boxes if a is not b)
    assert not any(_meet(box, (x - 3, y - 3, x + 3, y + 3)) for box in boxes for x, y in points)
    assert all(box[0] >= 0 for box in boxes)


def test_a_name_stands_at_the_left_where_the_right_is_short():
    """So that it ends inside."""
    (spot,) = place_labels(["fasttext"], [(280.0, 50.0)], 290, 190)
    assert spot is not None and spot.align == "right"
