"""Parameters that differ."""

from bakeoff.runs.changes import LONGEST, list_changes


def test_values_lists_and_entries_that_differ_have_a_line_each():
    """With both values; what is new or gone is named as a whole."""
    old = {"a": {"b": 1, "same": True, "list": [1, 2], "gone": {"x": 1}}, "none": None}
    new = {"a": {"b": 2.5, "same": True, "list": [1], "new": {"x": 1}, "c": "é"}, "none": "text"}
    assert [*list_changes(old, new)] == [
        "a.b: 1 -> 2.5",
        "a.list: [1, 2] -> [1]",
        "a.gone: removed",
        "a.new: added",
        "a.c: é",
        "none: null -> text",
    ]


def test_a_mapping_in_place_of_a_value_is_shown():
    """Not compared key by key."""
    assert [*list_changes({"a": 1}, {"a": {"b": 2}})] == ['a: 1 -> {"b": 2}']


def test_long_values_are_shortened():
    """A line stays a line."""
    (line,) = list_changes({"a": "x" * 1000}, {"a": "y"})
    assert len(line) == len("a:  -> y") + LONGEST
