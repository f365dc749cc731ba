"""Several files: one table, or a file per class."""

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.inspection.files import inspect_files
from bakeoff.inspection.found import Asked


def write(path, header, delimiter=","):
    """Write 20 texts and labels, with a value for each further column."""
    rows = [[f"a text of number {n}", "ab"[n % 2], *header[2:]] for n in range(20)]
    lines = [delimiter.join(cells) + "\n" for cells in [header, *rows]]
    path.write_text("".join(lines), "utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "header", "delimiter", "expected"),
    [
        ("b.csv", ["review", "stars"], "|", 'lacks "text", "label" and has "review", "stars"'),
        ("b.txt", ["review", "stars"], ",", 'lacks "text", "label" and has "review", "stars"'),
        ("b.csv", ["text", "label", "day"], ",", 'also has "day"'),
    ],
)
def test_tables_of_other_columns_are_no_classes(tmp_path, name, header, delimiter, expected):
    """Their header and rows would become texts."""
    first = write(tmp_path / "a.csv", ["text", "label"])
    other = write(tmp_path / name, header, delimiter)
    with pytest.raises(BakeoffError) as caught:
        inspect_files([first, other], Asked())
    assert str(caught.value) == (
        f"{other}: expected the columns of {first}, got a table that {expected}; "
        "name its columns alike, or leave it out"
    )


def test_lines_beside_a_table_are_no_class(tmp_path):
    """Such as a file of notes."""
    notes = tmp_path / "notes.txt"
    notes.write_text("a line\nanother line\n", "utf-8")
    with pytest.raises(BakeoffError, match=r"notes\.txt: expected a table, as .*a\.csv is, got li"):
        inspect_files([write(tmp_path / "a.csv", ["text", "label"]), notes], Asked())


def test_the_same_columns_in_another_order_are_one_table(tmp_path):
    """They are read by their names."""
    first, other = write(tmp_path / "a.csv", ["text", "label"]), tmp_path / "b.csv"
    other.write_text("label,text\n" + "a,another one\n" * 20, "utf-8")
    assert inspect_files([first, other], Asked()).table["text"] == "text"


def test_a_comma_per_line_makes_no_table(tmp_path):
    """Texts of two classes may hold one each, whatever it parts."""
    paths = [tmp_path / "good.txt", tmp_path / "bad.txt"]
    for path in paths:
        lines = [f"{path.stem} film {n}, I say it {n} times\n" for n in "abcdefghi"]
        path.write_text("".join(lines), "utf-8")
    assert [*inspect_files(paths, Asked()).members] == ["good", "bad"]
