"""Arbitrary tables: the right rows, or one line that says what is wrong."""

import io
import re
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bakeoff.core.errors import BakeoffError
from bakeoff.texts.reading.rows import read_rows
from bakeoff.texts.table import read_published
from tests.texts.tables import prepare, table

QUOTED, BARE, END = (
    re.compile(part) for part in (r'"((?:[^"]|"")*)"(?=[,\r\n]|\Z)', r"[^,\r\n]*", r"\r\n?|\n")
)
PIECES = [*'",\r\na=', "\r\n", '""', '"a"', "ham,", "\x00", "\ufeff", "£", "=cmd|' /C calc'!A0"]
ENCODINGS = ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le", "utf-32", "utf-7"]
SENT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"))


def read(content, encoding="utf-8"):
    """Read a table: its texts and labels, or what is wrong with it, which is one line."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "table.csv")
        path.write_bytes(content)
        try:
            rows = read_rows(path.parent, table(encoding=encoding))
        except BakeoffError as error:
            error_text = str(error).removeprefix(f"{path}: ")
            assert error_text != str(error) and error_text.isprintable() and len(error_text) < 1000
            return error_text
        return list(zip(rows.texts, rows.labels, strict=True))


def plain_rows(text):
    """Cut CSV (RFC 4180, any line end) into rows of cells; None where a quote is astray."""
    rows, cells, at = [], [], 0
    while at < len(text):
        found = (QUOTED if text[at] == '"' else BARE).match(text, at)
        if found is None:
            return None
        cells.append(found[1].replace('""', '"') if text[at] == '"' else found[0])
        at = found.end()
        if text[at : at + 1] == ",":
            at += 1
            if at < len(text):
                continue
            cells.append("")
        end = END.match(text, at)
        rows.append([] if found[0] == "" and len(cells) == 1 else cells)
        cells, at = [], end.end() if end else at
    return rows


def plain_table(text):
    """Give text and label of each row below the header v1,v2; None where one is wrong."""
    rows = plain_rows(text)
    if rows is None or not any(rows):
        return None
    found = []
    for label, *cells in filter(None, rows):
        while cells[1:] and not cells[-1]:
            cells.pop()
        name = " ".join(label.split())
        if not cells or not name or not name.isprintable():
            return None
        found.append((",".join(cells), name))
    return found


@given(st.lists(st.sampled_from(PIECES)).map("".join))
@example('ham,"a\r\nb\rc\nd"\rham,b\nham,c\r\n')
@example('ham,"a\nham,b\n')
@example("ham,a,")
def test_any_rows_are_read_correctly_or_refused(body):
    """Quotes astray, mixed line ends, ragged rows, NUL bytes: as another reader has it."""
    expected, found = plain_table(body), read(f"v1,v2\n{body}".encode())
    assert isinstance(found, str) if expected is None else found == expected


@given(st.binary(), st.sampled_from(ENCODINGS))
@example(b"\xff\xfe", "utf-16")
@example(b"v1,v2\nham,+2AA-", "utf-7")
def test_any_bytes_are_rows_or_one_line(content, encoding):
    """No other exception is raised."""
    read(content, encoding)
    for bom in (b"\xef\xbb\xbf", b"\xff\xfe", b""):
        read(bom + "v1,v2\nham,".encode(encoding) + content, encoding)


@given(
    st.lists(st.tuples(SENT, st.sampled_from(["ham", "=spam", "<b>"])), min_size=1),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_a_clean_table_is_read_as_pandas_reads_it(rows, end, encoding):
    """Formulas and words such as NA are plain texts."""
    frame = pd.DataFrame([(label, text) for text, label in rows], columns=["v1", "v2"])
    content = frame.to_csv(index=False, lineterminator=end, quoting=1).encode(encoding)
    again = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, encoding=encoding)
    found = read(content, encoding)
    assert found == rows == list(zip(again["v2"], again["v1"], strict=True))


def test_a_cell_of_ten_megabytes_is_read():
    """Quoted or not."""
    text = "word, " * 1_700_000
    assert read(f'v1,v2\nham,"{text}"\nham,{text}'.encode()) == [(text, "ham")] * 2


def test_columns_that_were_exchanged_give_a_short_error(tmp_path):
    """Texts that are taken for labels are not shown whole."""
    path = tmp_path / "table.csv"
    path.write_bytes(b"v2,v1\nham," + b"a" * 10**6 + b"\x1b\n")
    with pytest.raises(BakeoffError, match="expected a label") as caught:
        read_published(tmp_path, prepare())
    assert len(str(caught.value)) < 300
