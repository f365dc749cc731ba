"""Tables as CSV."""

from bakeoff.evaluation.formats import COLUMNS, read_table
from bakeoff.evaluation.scoring.tables import write_table


def test_a_table_is_read_back_as_it_was_written(tmp_path):
    """Names with commas or digits alone stay text; a score that is not defined is an empty cell."""
    numbers = {"labels": 25, "draw": 2, "f1": 0.5, "macro_f1": 0.75, "accuracy": 1.0}
    numbers |= {"pr_auc": None, "log_loss": 0.25}
    lines = [{"model": 'a,"b', **numbers}, {"model": "1", **numbers}]
    write_table(tmp_path / "t.csv", lines, COLUMNS["learning"])
    assert read_table(tmp_path / "t.csv", COLUMNS["learning"]) == lines


def test_floats_have_six_digits_and_counts_all_of_theirs(tmp_path):
    """A table without lines has its header."""
    write_table(tmp_path / "t.csv", [{"x": 1 / 3, "n": 12345678, "y": None}], ["x", "n", "y"])
    assert (tmp_path / "t.csv").read_bytes() == b"x,n,y\n0.333333,12345678,\n"
    write_table(tmp_path / "none.csv", [], ["x", "n"])
    assert (tmp_path / "none.csv").read_bytes() == b"x,n\n"
