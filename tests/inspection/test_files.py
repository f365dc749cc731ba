"""Files and folders that a user names."""

import openpyxl
import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.inspection.files import inspect_files, list_files
from bakeoff.inspection.found import Asked


def test_a_file_of_test_texts_among_others_is_named(tmp_path):
    """With the command that holds it out."""
    for name in ("train.csv", "test.csv"):
        (tmp_path / name).write_text("text,label\na,b\n", "utf-8")
    with pytest.raises(BakeoffError) as caught:
        inspect_files([tmp_path], Asked())
    assert f"bakeoff init {tmp_path}/train.csv --test {tmp_path}/test.csv" in str(caught.value)


def test_the_closest_file_is_named_for_one_that_does_not_exist(tmp_path):
    """Of those beside it."""
    (tmp_path / "group.csv").touch()
    with pytest.raises(BakeoffError, match=r"group\.cvs: no such .*; did you mean group\.csv\?$"):
        list_files([tmp_path / "group.cvs"])
    with pytest.raises(BakeoffError, match=r"; correct the path$"):
        list_files([tmp_path / "none" / "group.csv"])


def test_files_that_programs_hide_in_a_folder_are_not_read(tmp_path):
    """Of macOS, of an open workbook; a folder in it is read."""
    kept = [tmp_path / name for name in ("a.csv", "more/b.csv")]
    for path in (*kept, tmp_path / ".DS_Store", tmp_path / "~$a.xlsx"):
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert list_files([tmp_path]) == kept


def test_an_empty_folder_is_named(tmp_path):
    """Also beside files."""
    (tmp_path / "a.csv").touch()
    (tmp_path / "empty").mkdir()
    with pytest.raises(BakeoffError, match=rf"^{tmp_path}/empty: .*empty folder; name another$"):
        list_files([tmp_path / "a.csv", tmp_path / "empty"])


def test_a_path_of_nothing_is_to_be_corrected(tmp_path):
    """In one line."""
    with pytest.raises(BakeoffError, match=r"/a\.csv: no such file or folder; correct the path$"):
        list_files([tmp_path / "a.csv"])


def test_a_file_named_twice_is_refused(tmp_path):
    """Its texts would be doubled."""
    path = tmp_path / "a.csv"
    path.write_text("text,label\na,b\n", "utf-8")
    with pytest.raises(BakeoffError, match="expected each file once"):
        list_files([path, tmp_path])


def test_sheets_of_a_workbook_that_are_not_read_are_named(tmp_path):
    """With what is found in the first one, and where it holds no table."""
    path, book = tmp_path / "a.xlsx", openpyxl.Workbook()
    book.active.append(["note"])
    book.active.append(["see below"])
    data = book.create_sheet("data")
    for row in [("text", "label"), *((f"a text of number {n}", "ab"[n % 2]) for n in range(20))]:
        data.append(row)
    book.save(path)
    with pytest.raises(BakeoffError) as caught:
        inspect_files([path], Asked())
    assert str(caught.value).endswith('; sheet: only the first, "Sheet", is read, not "data"')
    assert "--delimiter" not in str(caught.value)
    book.move_sheet(data, -1)
    book.save(path)
    said = [str(guess) for guess in inspect_files([path], Asked()).guesses]
    assert 'sheet: data (sure: only the first, "data", is read, not "Sheet")' in said


def test_tables_in_ascii_go_with_any_encoding(tmp_path):
    """That of the others counts."""
    paths = [tmp_path / name for name in ("a.csv", "b.csv")]
    for path, word in zip(paths, ("cafe", "caf\xe9"), strict=True):
        rows = [f"a fine {word} of number {n},{'ab'[n % 2]}\n" for n in range(20)]
        path.write_text("".join(["text,label\n", *rows]), "cp1252")
    assert inspect_files(paths, Asked()).table["encoding"] == "cp1252"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "an empty file"),
        (b"text,label\n", "expected rows of texts and labels, got none"),
        (b"a line\nanother line\n", "lines without a delimiter"),
        (b"\xd0\xcf\x11\xe0 old", "in the format xls; save it as xlsx or CSV"),
        (b"%PDF-1.7", "in the format pdf"),
        (bytes(range(256)) * 9, "got bytes that are none of them"),
        (b"text,label,text\na,b,c\n", 'expected one column "text", got 2 of that name'),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, content, expected):
    """In one line."""
    path = tmp_path / "texts"
    path.write_bytes(content)
    with pytest.raises(BakeoffError) as caught:
        inspect_files([path], Asked())
    assert expected in str(caught.value) and str(caught.value).startswith(f"{path}: ")
