"""Tables as CSV."""

from bakeoff.evaluation.scoring.tables import read_table, write_table


def test_a_table_is_read_back_as_it_was_written(tmp_path):
    """Names with commas and quotes too; what is not defined is empty."""
    lines = [{"model": 'a,"b', "messages": 0.25, "f1": None}]
    write_table(tmp_path / "t.csv", lines, ["model", "messages", "f1"])
    found = read_table(tmp_path / "t.csv")
    assert found == [{"model": 'a,"b', "messages": "0.25", "f1": ""}]


def test_numbers_have_six_digits_and_counts_all_of_theirs(tmp_path):
    """A table without lines has its header."""
    write_table(tmp_path / "t.csv", [{"x": 1 / 3, "n": 12345678}], ["x", "n"])
    assert (tmp_path / "t.csv").read_bytes() == b"x,n\n0.333333,12345678\n"
    write_table(tmp_path / "none.csv", [], ["x", "n"])
    assert (tmp_path / "none.csv").read_bytes() == b"x,n\n"
