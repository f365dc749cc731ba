"""Rows that are held out because of the file, a column or the time."""

import numpy as np
import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.texts.held_out import find_held_out, read_times
from bakeoff.texts.table import Published
from tests.texts.tables import labelled, prepare


def held_out(columns=None, in_test_file=0, **settings):
    """Find the held-out rows of ten texts."""
    published = Published(labelled(ham=10), columns or {}, in_test_file, {})
    found = find_held_out(published, prepare(**settings))
    return None if found is None else np.flatnonzero(found).tolist()


@pytest.mark.parametrize("split", ["folds", "holdout", "none"])
def test_other_splits_are_told_no_rows(split):
    """They draw them, or have none."""
    assert held_out(split=split) is None


@pytest.mark.parametrize(("test", "rows"), [(0.2, [8, 9]), (0.01, [9]), (0.89, [*range(1, 10)])])
def test_the_last_rows_are_held_out(test, rows):
    """One at least, and not all."""
    assert held_out(split="file_order", test=test, valid=0.1) == rows


def test_the_newest_rows_are_held_out():
    """Of equal times those later in the file; numbers are no words."""
    days = ["5", "70", "8", "70", "70", "6", "9", "1e1", "-80", "0"]
    assert held_out({"day": days}, split="time", time="day", test=0.2) == [3, 4]


def test_dates_and_times_of_day_are_compared_across_zones():
    """Without a zone they are of UTC."""
    times = ["2024-05-31", "2024-05-31T23:00+03:00", "2024-05-31T20:30", "2024-05-31 21:00:00Z"]
    order = sorted(range(4), key=read_times(times, "day").__getitem__)
    assert order == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        (["1", "", "2"], "'' in row 1"),
        (["1", "nan"], "'nan' in row 1"),
        (["2024-05-31", "2024-02-30"], "'2024-02-30' in row 1"),
        (["2024-05-31", "yesterday"], "'yesterday' in row 1"),
        (["1", "2", "2024-05-31"], "'2024-05-31' in row 2"),
    ],
)
def test_a_time_that_cannot_be_read_is_refused(cells, wrong):
    """With its row."""
    with pytest.raises(BakeoffError, match=r"numbers or dates .*day") as caught:
        read_times(cells, "day")
    assert wrong in str(caught.value)


def test_a_column_says_which_rows_are_held_out():
    """Those with the value."""
    columns = {"part": ["train", "test", "dev", "test", *["train"] * 6]}
    given = {"column": "part", "value": "test"}
    assert held_out(columns, split="given", given=given) == [1, 3]


@pytest.mark.parametrize("parts", [["train"] * 10, ["test"] * 10])
def test_a_value_in_no_row_or_in_all_is_refused(parts):
    """What the column holds is shown."""
    with pytest.raises(BakeoffError, match=r"prepare\.given: expected 'test' in some rows"):
        held_out({"part": parts}, split="given", given={"column": "part", "value": "test"})


def test_the_rows_of_a_test_file_are_held_out():
    """They are the last."""
    assert held_out(in_test_file=3, split="given", given={"file": "test.csv"}) == [7, 8, 9]
