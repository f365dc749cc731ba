"""CSV: delimiters, headers, quotes, line ends, texts that ran over, and what is refused."""

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.core.errors import BakeoffError
from bakeoff.texts.reading.rows import read_rows
from tests.texts.tables import table as settings


@pytest.fixture
def table(tmp_path):
    """Give a function that writes a table and gives its path."""

    def write(content):
        (tmp_path / "table.csv").write_bytes(content)
        return tmp_path / "table.csv"

    return write


def rows_of(content, encoding="latin-1", **changes):
    """Write a table and read its rows."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "table.csv").write_bytes(content)
        return read_rows(Path(folder), settings(encoding=encoding, **changes))


def refusal(path, **changes):
    """Read a wrong table; give the error, which names the file and is one line."""
    with pytest.raises(BakeoffError) as caught:
        read_rows(path.parent, settings(file=path.name, **changes))
    message = str(caught.value)
    assert message.startswith(f"{path}: ") and "\n" not in message and "expected" in message
    return message


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


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            b"text,label\nhello,ham\n",
            ['column "v2"', 'there are "text", "label"', "right name"],
        ),
        (b"", ['column "v2"', "none"]),
        (b"\n\n", ['column "v2"', "none"]),
        (b"v1,v2,,,\n", ["rows", "none"]),
        (b"v1,v2\n\n\n", ["rows", "none"]),
        (b"v1,v2\nham,a\nham\n", ["line 3", "2 cells", "got 1"]),
        (b"v2,v1\nhello, you,ham\n", ["line 2", "2 cells", "got 3"]),
        (b"v2,v1,,\nhello, you,ham,\n", ["line 2", "4 cells", "got 4"]),
        (b"v1,v2, v2\nham,a,b\n", ['one column "v2"', "got 2"]),
        (b"v1,v2\nham,a\n,b\n ,c\n", ["in 2 rows, the first in line 3", '"" to prepare.table.un']),
        (b"v1,v2\nham\x1b[31m,a\n", ["line 2", "label", r"got 'ham\x1b[31m'"]),
        ("v1,v2\n\u202emah,a\n".encode(), ["line 2", "label", r"got '\u202emah'"]),
        (b'v1,v2\nham,a\nham,"b\nspam,c\n', ["line 3", "quotes", "up to line 4", "end of data"]),
        (b'v1,v2\nham,"a\nspam,"b"\nham,c\n', ["line 2", "quotes", "up to line 3"]),
        (b'v1,v2\nham,"a "b" c"\n', ["line 2", "quotes", "doubled"]),
        (b"v1,v2\nham,a\nham,caf\xe9\n", ["utf-8", "byte 0xe9", "encoding (prepare.table"]),
        ("v1,v2\nham,a\n".encode("utf-16"), ["utf-8", "byte 0xff", "encoding (prepare.table"]),
        ("v1,v2\nham,a\n".encode("utf-16-le"), ['column "v2"', "encoding (prepare.table"]),
        (bytes(range(128)) * 99, ['column "v2"', "encoding (prepare.table"]),
    ],
)
def test_a_table_of_another_kind_is_refused(table, content, expected):
    """The error says what was expected and found, and what to do."""
    message = refusal(table(content))
    assert all(part in message for part in expected) and len(message) < 500


def test_utf_16_read_as_latin_1_is_refused(table):
    """Every byte is a letter of Latin-1, so the header has to tell."""
    message = refusal(table("v1,v2\nham,a\n".encode("utf-16")), encoding="latin-1")
    assert 'column "v2"' in message and "encoding (prepare.table" in message


def test_latin_1_read_as_utf_16_is_refused(table):
    """A byte order mark is missing."""
    assert "utf-16" in refusal(table(b"v1,v2\nham,a\n"), encoding="utf-16")


@pytest.mark.parametrize("name", ["absent.csv", "folder"])
def test_a_missing_file_is_refused(tmp_path, name):
    """A wrong name in params.yaml, or no download."""
    (tmp_path / "folder").mkdir()
    assert "correct its name in params.yaml, or run `make repro` first" in refusal(tmp_path / name)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("excel", [True, False])
def test_any_delimiter_is_read_and_the_line_that_names_it_is_no_row(delimiter, excel):
    """Excel writes `sep=;` where a machine's list separator is another one."""
    lines = [["v1", "v2"], ["ham", "a"], ["spam", "sep="]]
    content = f"sep={delimiter}\r\n" * excel + "\r\n".join(map(delimiter.join, lines))
    rows = rows_of(content.encode(), delimiter=delimiter)
    assert (rows.labels, rows.texts) == (["ham", "spam"], ["a", "sep="])


def test_columns_without_a_header_are_named_by_their_numbers():
    """The form of the SMS Spam Collection: tabs, no quoting."""
    content = b'ham\t"Hi" he said\nspam\tWin\ta "prize\nham\t"\n'
    tabs = {"delimiter": "\t", "header": False, "quoting": False}
    rows = rows_of(content, text="2", label="1", **tabs)
    assert rows.texts == ['"Hi" he said', 'Win\ta "prize', '"']
    assert (rows.labels, rows.ran_over) == (["ham", "spam", "ham"], 1)


def test_a_text_may_have_several_columns():
    """Joined by a space; empty ones are left out."""
    rows = rows_of(b"title,v1,body\nOh,ham,no\n,spam,yes\n", text=["title", "body"])
    assert rows.texts == ["Oh no", "yes"]


def test_the_closest_name_of_a_column_is_named(table):
    """A slip is corrected fastest."""
    message = refusal(table(b"review,stars\na,1\n"), text="reviews", label="stars")
    assert 'use "review"' in message and 'there are "review", "stars"' in message


def test_quotes_that_are_part_of_texts_have_a_key(table):
    """The error names it."""
    path = table(b'v1,v2\nham,"a" b\n')
    assert "`quoting: false`" in refusal(path)
    assert rows_of(path.read_bytes(), quoting=False).texts == ['"a" b']
