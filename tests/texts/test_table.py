"""Reading a published table: its layout, what happened to its texts, and what is wrong with it."""

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.texts.table import read_published
from tests.texts.tables import prepare

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
    found = read_published(table(PUBLISHED).parent, shipped)
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
        "unlabelled": 0,
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
    found = read_published(
        table("v1,v2\nham,cafe\u0301\nspam,caf\u00e9\n".encode()).parent, prepare()
    )
    assert [text.text for text in found.texts] == ["caf\u00e9"] * 2
    assert found.counts["normalised_unicode"] == 1


def test_a_text_that_utf_8_cannot_hold_is_refused(table):
    """UTF-7 may hold half of a surrogate pair, which no output can."""
    path = table(b"v1,v2\nham,a\nspam,+2AA-\n")
    with pytest.raises(BakeoffError, match=r"table\.csv: row 1: .* surrogate pair; set"):
        read_published(path.parent, prepare({"encoding": "utf-7"}))


def test_other_columns_are_read_if_they_are_named(table):
    """Without white space around; there are no others."""
    path = table(b"sender,v1,v2\n Ann,ham,a\n,spam,b\n")
    assert read_published(path.parent, prepare(group="sender")).columns == {"sender": ["Ann", ""]}
    assert read_published(path.parent, prepare()).columns == {}
    with pytest.raises(BakeoffError, match='column "who"'):
        read_published(path.parent, prepare(group="who"))


def test_rows_without_a_label_are_left_out_where_a_setting_says_so(table):
    """With their cells of other columns; a label that stands for none may have white space."""
    path = table(b"v1,v2,sender\nham,a,x\n,b,y\n NaN ,c,z\nspam,d,x\n")
    found = read_published(path.parent, prepare({"unlabelled": ["", "NaN"]}, group="sender"))
    assert [(text.row, text.text, text.label) for text in found.texts] == [
        (0, "a", "ham"),
        (1, "d", "spam"),
    ]
    assert found.columns == {"sender": ["x", "x"]} and found.counts["unlabelled"] == 2


def test_a_column_is_read_only_by_the_split_that_needs_it(table):
    """Others need not have it."""
    path = table(b"day,part,v1,v2\n2024-01-01,a,ham,b\n")
    keys = {"time": "day", "given": {"column": "part", "value": "test"}}
    for split, read in (("time", ["day"]), ("given", ["part"]), ("folds", [])):
        assert [*read_published(path.parent, prepare(split=split, **keys)).columns] == read


def test_the_texts_of_a_given_file_come_last(table):
    """Numbered on, and repaired like the others; slices name the rows of both."""
    path = table(b"v1,v2\nham,a\nspam,b\n")
    path.with_name("test.csv").write_bytes(b"v1,v2\nham,&lt;\n")
    path.with_name("slices.csv").write_bytes(b"row,slice\n0,\n1,\n2,seen\n")
    settings = prepare({"html": True, "slices": "slices.csv"}, split="given", given=GIVEN)
    found = read_published(path.parent, settings)
    assert found.texts[2] == (2, "<", "ham", 2, "seen") and found.in_test_file == 1
    assert found.counts["rows"] == 3 and found.counts["entities_undone"] == 1
