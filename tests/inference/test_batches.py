"""Items, some at a time."""

from itertools import count, islice

from bakeoff.inference.batches import in_batches


def test_batches_hold_all_items_in_their_order():
    """The last one may be shorter; of nothing there is none."""
    assert [*in_batches("abcde", 2)] == [["a", "b"], ["c", "d"], ["e"]]
    assert [*in_batches("abcd", 2)] == [["a", "b"], ["c", "d"]]
    assert [*in_batches("", 2)] == []


def test_items_are_read_as_they_are_needed():
    """An endless stream is answered from its beginning."""
    assert [*islice(in_batches(count(), 3), 2)] == [[0, 1, 2], [3, 4, 5]]
