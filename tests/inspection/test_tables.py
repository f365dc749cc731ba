"""Tables that are inspected: sheets in errors, quotes, columns that are used once."""

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.inspection.files import inspect_files
from bakeoff.inspection.forms import Form
from bakeoff.inspection.found import Asked
from bakeoff.inspection.guess import Guess
from bakeoff.inspection.tables import sheets_named


def test_each_of_several_errors_names_the_sheets(tmp_path):
    """None of them becomes a number of others."""
    form = Form(tmp_path, {}, [Guess("sheet", "a", "sure", "only the first is read")])
    with pytest.raises(BakeoffError) as caught, sheets_named(form):
        raise BakeoffError("wrong", "odd")
    sheet = "; sheet: only the first is read"
    assert caught.value.lines == [f"wrong{sheet}", f"odd{sheet}"]


def test_quotes_that_are_astray_further_down_are_parts_of_texts(tmp_path):
    """The beginning of the file, which is looked at first, holds none."""
    path = tmp_path / "a.csv"
    rows = [f"a text of {n},{'ab'[n % 2]}\n" for n in range(20_000)]
    path.write_text("".join(["text,label\n", *rows, '"open,a\n']), "utf-8")
    found = inspect_files([path], Asked())
    assert found.table["quoting"] is False and found.columns[0].name == "text"


@pytest.mark.parametrize(
    ("group", "role"), [("stars", "the column of labels"), ("review", "a column of texts")]
)
def test_a_group_is_another_column_than_the_label_and_the_text(tmp_path, group, role):
    """Whether they are named or guessed."""
    path = tmp_path / "a.csv"
    rows = [f"a fine film of number {n},{'ab'[n % 2]},{n // 2}\n" for n in range(60)]
    path.write_text("".join(["review,stars,author\n", *rows]), "utf-8")
    with pytest.raises(BakeoffError) as caught:
        inspect_files([path], Asked(group=group, label="stars"))
    assert str(caught.value) == f'--group: "{group}" is {role}; name another'
    assert inspect_files([path], Asked(group="author", label="stars")).table["text"] == "review"


def test_a_column_without_a_name_is_told_where_one_is_missed(tmp_path):
    """It cannot be chosen; beside others, as an index, it does no harm."""
    path, rows = tmp_path / "a.csv", [f"a fine film of {n},{'ab'[n % 2]}\n" for n in range(60)]
    path.write_text("".join([",label\n", *rows]), "utf-8")
    with pytest.raises(BakeoffError) as caught:
        inspect_files([path], Asked())
    assert str(caught.value).endswith(
        "; column 1 has no name and cannot be chosen: name it in the first row"
    )
    path.write_text(
        "".join([",text,label\n", *(f"{n},{row}" for n, row in enumerate(rows))]), "utf-8"
    )
    assert inspect_files([path], Asked()).table["text"] == "text"
