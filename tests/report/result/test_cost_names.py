"""Where the names of circles have room in the chart of costs."""

import pytest

from bakeoff.report.result.cost_names import find_room
from bakeoff.report.result.costs import cost_section
from tests.report.drawn import pick


def test_a_name_that_stands_alone_has_room_in_a_narrow_chart():
    """Its mark is far from the others."""
    room = find_room({"a": (0.0, 0.0), "b": (0.5, 1.0)}, ["a", "b"], height=200)
    assert room == {"a": 280, "b": 280}


def test_a_name_beside_a_mark_needs_a_wider_chart():
    """So that it ends before the mark; of two marks in one place, one has a name."""
    places = {"a" * 20: (0.1, 0.5), "b": (0.4, 0.5), "c": (0.4, 0.5)}
    room = find_room(places, [*places], height=200)
    assert room == {"a" * 20: 640, "b": 280}


def test_names_do_not_cover_each_other_nor_end_beyond_the_chart():
    """One of two marks that stand close has its name; none has at the right edge."""
    room = find_room({"aa": (0.1, 0.5), "bb": (0.1, 0.56), "c" * 40: (1.0, 0.1)}, ["aa", "bb"], 200)
    assert room == {"aa": 280}


def test_names_of_diamonds_are_there_first():
    """Above and to the right of their marks."""
    places = {"front": (0.1, 0.5), "b": (0.1, 0.42), "c": (0.1, 0.9)}
    assert find_room(places, ["b", "c"], 200, ["front"]) == {"c": 280}


def test_circles_have_names_in_a_wide_chart(inputs):
    """In a narrow one those that stand close to nothing; diamonds have theirs in both."""
    (figure,) = cost_section(inputs).blocks
    wide, narrow = (
        {mark.text: mark for mark in pick({**figure.spec, "width": width}, "text")}
        for width in (1100, 200)
    )
    assert set(wide) == {"cnn", "keras", "glove", "tfidf", "elmo", "glove_shuffled"}
    assert set(narrow) - {""} == {"cnn", "tfidf", "elmo"}
    marks = pick({**figure.spec, "width": 1100}, "symbol", model="keras")
    assert (wide["keras"].x - marks[0].x, wide["keras"].y) == pytest.approx((9, marks[0].y), abs=4)
