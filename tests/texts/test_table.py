"""Reading a published table: its layout, what happened to its texts, and what is wrong with it."""

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.core.errors import BakeoffError
from bakeoff.texts.rows import read_rows
from bakeoff.texts.table import read_published
from tests.texts.tables import prepare
from tests.texts.tables import table as settings

CHAIN = ["latin-1", "mac_roman", "cp1252", "utf-8"]
GIVEN = {"file": "test.csv"}
PUBLISHED = (
    b"v1,v2,,,\n"
    b"ham,See you at eight,,,\n"
    b'spam,"Win \xe5\xa31,000 now",,,\n'
    b'ham," first, then, second",,,\n'
    b"ham,one, two, three,\n"
    b"ham,&lt;#&gt; &amp; more,,,\n"
    b'ham,"two\nlines, ""quoted""",,,\n'
    b"ham,a\x00b,,,\n"
    b"ham, ,,,\n"
    b"ham,,,,\n"
)


def rows_of(content, *, encoding="latin-1"):
    """Write a table and read its rows."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "table.csv")
        path.write_bytes(content)
        return read_rows(path, settings(encoding=encoding))


def refusal(path, **changes):
    """Read a wrong table; give the error, which names the file and is one line."""
    with pytest.raises(BakeoffError) as caught:
        read_rows(path, settings(**changes))
    message = str(caught.value)
    assert message.startswith(f"{path}: ") and "\n" not in message and "expected" in message
    return message


@pytest.fixture
def table(tmp_path):
    """Give a function that writes a table and gives its path."""

    def write(content):
        (tmp_path / "table.csv").write_bytes(content)
        return tmp_path / "table.csv"

    return write


@pytest.fixture
def published(table):
    """Read a table as the shipped params.yaml says; give texts and counts."""
    shipped = prepare({"encoding": CHAIN[0], "mojibake": CHAIN[1:], "html": True})
    found = read_published(table(PUBLISHED), shipped)
    return found.texts, found.counts


def test_the_published_layout_is_read(published):
    """A pound sign, commas, entities, a line end, a NUL: each text is as written."""
    assert [message.text for message in published[0]] == [
        "See you at eight",
        "Win £1,000 now",
        " first, then, second",
        "one, two, three",
        "<#> & more",
        'two\nlines, "quoted"',
        "a\x00b",
        " ",
        "",
    ]


def test_rows_are_numbered_and_labelled_in_file_order(published):
    """So that a message can be found in the file again."""
    assert [message.row for message in published[0]] == list(range(9))
    assert [message.label for message in published[0]].index("spam") == 1
    assert {message.slice for message in published[0]} == {""}


def test_repairs_are_counted(published):
    """Nothing is repaired silently."""
    assert published[1] == {
        "rows": 9,
        "ran_over": 1,
        "mojibake_undone": 1,
        "entities_undone": 1,
        "normalised_unicode": 0,
        "not_ascii": 1,
        "empty": 2,
        "one_word": 1,
        "with_nul": 1,
    }


def test_texts_are_normalised_to_nfc_and_counted(table):
    """So that equal texts are equal, and words are found in files of vectors."""
    found = read_published(table("v1,v2\nham,cafe\u0301\nspam,caf\u00e9\n".encode()), prepare())
    assert [text.text for text in found.texts] == ["caf\u00e9"] * 2
    assert found.counts["normalised_unicode"] == 1


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_is_read(end):
    """Windows, Unix and old Macs."""
    assert rows_of(f"v1,v2{end}ham,a{end}spam,b{end}".encode()).texts == ["a", "b"]


def test_a_missing_last_line_end_and_blank_lines_lose_no_row():
    """And add none."""
    assert rows_of(b"v1,v2\n\nham,a\n\n\nspam,b").texts == ["a", "b"]


@pytest.mark.parametrize("header", ["v1,v2", '"v1","v2"', " v1 , v2 "])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_byte_order_mark_is_no_part_of_the_first_column(header, encoding):
    """Spreadsheets write one."""
    rows = rows_of(f"\ufeff{header}\nham,\ufeffa\n".encode(), encoding=encoding)
    assert rows.texts == ["\ufeffa"] and rows.labels == ["ham"]


def test_a_table_in_utf_16_is_read_where_its_encoding_is_named():
    """Some spreadsheets write that."""
    assert rows_of("v1,v2\nham,£ 5 😀\n".encode("utf-16"), encoding="utf-16").texts == ["£ 5 😀"]


def test_columns_may_stand_in_any_order():
    """They are found by name."""
    rows = rows_of(b"id,v2,lang,v1\n7,hello,en,ham\n")
    assert (rows.texts, rows.labels, rows.ran_over) == (["hello"], ["ham"], 0)


def test_a_text_that_ran_over_into_columns_without_header_is_joined():
    """As long as it is the last."""
    rows = rows_of(b"v1,v2\nham,a,b,,c\nham,d\n")
    assert (rows.texts, rows.ran_over) == (["a,b,,c", "d"], 1)


@given(
    st.lists(st.tuples(st.text(st.characters(codec="utf-8")), st.sampled_from("ab")), min_size=1)
)
def test_any_text_is_read_as_it_was_written(rows):
    """Quotes, commas, line ends, NUL bytes and letters of all scripts."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([("v1", "v2"), *((label, text) for text, label in rows)])
    found = rows_of(buffer.getvalue().encode(), encoding="utf-8")
    assert (found.texts, found.labels) == (
        [text for text, _ in rows],
        [label for _, label in rows],
    )


def test_a_text_that_utf_8_cannot_hold_is_refused(table):
    """UTF-7 may hold half of a surrogate pair, which no output can."""
    path = table(b"v1,v2\nham,a\nspam,+2AA-\n")
    with pytest.raises(BakeoffError, match=r"table\.csv: row 1: .* surrogate pair; set"):
        read_published(path, prepare({"encoding": "utf-7"}))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"text,label\nhello,ham\n", ["column 'v2'", "['text', 'label']", "name of the column"]),
        (b"", ["column 'v2'", "[]"]),
        (b"\n\n", ["column 'v2'", "[]"]),
        (b"v1,v2,,,\n", ["rows", "none"]),
        (b"v1,v2\n\n\n", ["rows", "none"]),
        (b"v1,v2\nham,a\nham\n", ["line 3", "2 cells", "got 1"]),
        (b"v2,v1\nhello, you,ham\n", ["line 2", "2 cells", "got 3"]),
        (b"v2,v1,,\nhello, you,ham,\n", ["line 2", "4 cells", "got 4"]),
        (b"v1,v2, v2\nham,a,b\n", ["one column 'v2'", "got 2"]),
        (b"v1,v2\nham,a\n,b\n", ["line 3", "label", "got ''"]),
        (b"v1,v2\nham\x1b[31m,a\n", ["line 2", "label", r"got 'ham\x1b[31m'"]),
        ("v1,v2\n\u202emah,a\n".encode(), ["line 2", "label", r"got '\u202emah'"]),
        (b'v1,v2\nham,a\nham,"b\nspam,c\n', ["line 3", "quotes", "up to line 4", "end of data"]),
        (b'v1,v2\nham,"a\nspam,"b"\nham,c\n', ["line 2", "quotes", "up to line 3"]),
        (b'v1,v2\nham,"a "b" c"\n', ["line 2", "quotes", "doubled"]),
        (b"v1,v2\nham,a\nham,caf\xe9\n", ["utf-8", "byte 0xe9", "`encoding`"]),
        ("v1,v2\nham,a\n".encode("utf-16"), ["utf-8", "byte 0xff", "`encoding`"]),
        ("v1,v2\nham,a\n".encode("utf-16-le"), ["column 'v2'", "`encoding`"]),
        (bytes(range(128)) * 99, ["column 'v2'", "`encoding`"]),
    ],
)
def test_a_table_of_another_kind_is_refused(table, content, expected):
    """The error says what was expected and found, and what to do."""
    message = refusal(table(content))
    assert all(part in message for part in expected) and len(message) < 500


def test_utf_16_read_as_latin_1_is_refused(table):
    """Every byte is a letter of Latin-1, so the header has to tell."""
    message = refusal(table("v1,v2\nham,a\n".encode("utf-16")), encoding="latin-1")
    assert "column 'v2'" in message and "`encoding`" in message


def test_latin_1_read_as_utf_16_is_refused(table):
    """A byte order mark is missing."""
    assert "utf-16" in refusal(table(b"v1,v2\nham,a\n"), encoding="utf-16")


@pytest.mark.parametrize("name", ["absent.csv", "."])
def test_a_missing_file_is_refused(tmp_path, name):
    """A wrong name in params.yaml, or no download."""
    assert "download" in refusal(tmp_path / name)


def test_other_columns_are_read_if_they_are_named(table):
    """Without white space around; there are no others."""
    path = table(b"sender,v1,v2\n Ann,ham,a\n,spam,b\n")
    assert read_published(path, prepare(group="sender")).columns == {"sender": ["Ann", ""]}
    assert read_published(path, prepare()).columns == {}
    with pytest.raises(BakeoffError, match="column 'who'"):
        read_published(path, prepare(group="who"))


def test_a_column_is_read_only_by_the_split_that_needs_it(table):
    """Others need not have it."""
    path = table(b"day,part,v1,v2\n2024-01-01,a,ham,b\n")
    keys = {"time": "day", "given": {"column": "part", "value": "test"}}
    for split, read in (("time", ["day"]), ("given", ["part"]), ("folds", [])):
        assert [*read_published(path, prepare(split=split, **keys)).columns] == read


def test_the_texts_of_a_given_file_come_last(table):
    """Numbered on, and repaired like the others; slices name the rows of both."""
    path = table(b"v1,v2\nham,a\nspam,b\n")
    path.with_name("test.csv").write_bytes(b"v1,v2\nham,&lt;\n")
    path.with_name("slices.csv").write_bytes(b"row,slice\n0,\n1,\n2,seen\n")
    settings = prepare({"html": True, "slices": "slices.csv"}, split="given", given=GIVEN)
    found = read_published(path, settings)
    assert found.texts[2] == (2, "<", "ham", 2, "seen") and found.in_test_file == 1
    assert found.counts["rows"] == 3 and found.counts["entities_undone"] == 1


def sliced(table, slices):
    """Read a table of two rows with a file of slices."""
    path = table(b"v1,v2\nham,a\nspam,b\n")
    path.with_name("slices.csv").write_bytes(slices)
    return read_published(path, prepare({"slices": "slices.csv" if slices else "absent.csv"})).texts


def test_slices_are_matched_to_rows(table):
    """By number, in any order."""
    messages = sliced(table, b"row,slice\n1,seen\n0,misspelt\n")
    assert [message.slice for message in messages] == ["misspelt", "seen"]


@pytest.mark.parametrize(
    "slices",
    [
        b"row,slice\n0,seen\n",
        b"row,slice\n0,seen\n0,seen\n",
        b"row,slice\n0,seen\n1,seen\n2,seen\n",
        b"row,kind\n0,seen\n1,seen\n",
        b"row,slice\none,seen\ntwo,seen\n",
        b"row,slice\n0,caf\xe9\n1,seen\n",
        b"row\n0\n1\n",
        b"row,slice\n0,seen\n0,seen\n1,seen\n",
        b"row,slice,slice\n0,a,b\n1,a,b\n",
        b"row,slice\n0,seen\n1\n",
        b"row,slice\n0,seen\n1,seen,more\n",
        b'row,slice\n0,seen\n1,"seen\n',
        b"row,slice\n0,seen\n1,\x1b[31mred\n",
        b"row,slice\n0,seen\n" + b"1" * 5000 + b",seen\n",
        b"",
    ],
)
def test_slices_that_do_not_fit_are_refused(table, slices):
    """Every row needs a slice; b"" stands for a missing file."""
    with pytest.raises(BakeoffError, match=r"(slices|absent)\.csv: expected [^\n]+$"):
        sliced(table, slices)
