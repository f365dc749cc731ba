"""CSV keeps its form, and rows that cannot be read are named."""

import pytest

from bakeoff.inference.files import delimited
from tests.inference.answering import predict


def test_csv_keeps_its_columns_and_its_delimiter(tmp_path):
    """A cell may hold quotes, delimiters and line ends."""
    found, count = predict(tmp_path, "a.csv", b'id;text\n1;"a ""b"";\nc"\n2;abcdefgh\n')
    assert count == 0
    assert found.decode().splitlines() == [
        "id;text;label;p_short;p_long",
        '1;"a ""b"";',
        'c";long;0.200000;0.800000',
        "2;abcdefgh;long;0.200000;0.800000",
    ]


@pytest.mark.parametrize(
    ("bad", "place", "what"),
    [
        (b"2\n", "line 3", "expected 2 cells, got 1"),
        (b"2,b,c\n", "line 3", "expected 2 cells, got 3"),
        (b"2,\xff\n", "line 3", "not in the encoding"),
        (b'2,"b\n', "line 3", "a quote is not closed"),
    ],
)
def test_a_broken_row_is_named_and_the_rest_goes_on(tmp_path, caplog, bad, place, what):
    """It has no line in the output."""
    content = b"id,text\n1,a\n" + bad + b"3,c\n4,d\n"
    found, count = predict(tmp_path, "a.csv", content)
    assert count == 1
    assert [line[:1] for line in found.splitlines()[1:]] == [b"1", b"3", b"4"]
    assert f"{place}: {what}" in caplog.text
    assert "1 row has no prediction" in caplog.text


def test_a_quote_that_is_closed_too_late_swallows_no_rows(tmp_path, monkeypatch):
    """Memory ends before many files do."""
    monkeypatch.setattr(delimited, "LONGEST", 20)
    found, count = predict(tmp_path, "a.csv", b'text\n"a\n' + b"b\n" * 20 + b'c"\n')
    assert count == 1 and [line[:1] for line in found.splitlines()[1:21]] == [b"b"] * 20


def test_a_file_without_a_header_has_numbered_columns(tmp_path):
    """The output has no header either."""
    found, _ = predict(tmp_path, "a.tsv", b"1\tabcdefgh\n", text=["2"], header=False)
    assert found == b"1\tabcdefgh\tlong\t0.200000\t0.800000\n"


def test_a_first_row_that_is_not_in_the_encoding_is_named(tmp_path, caplog):
    """As any other row."""
    found, count = predict(tmp_path, "a.csv", b"caf\xe9\nx\n", text=["1"], header=False)
    assert count == 1 and found.startswith(b"x,short")
    assert "line 1: not in the encoding" in caplog.text
