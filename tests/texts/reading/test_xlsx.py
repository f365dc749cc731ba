"""Workbooks of Excel."""

import gzip
import io
import zipfile

import openpyxl
import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.texts.reading.rows import read_rows
from tests.texts.tables import table

ROWS = [[" v1", "v2", None], [1, "a"], [], [True, None], ["x", 2.5, "more"]]


def read(folder, content, **settings):
    """Read the rows of a workbook."""
    (folder / "t.xlsx").write_bytes(content)
    return read_rows(folder, table(file="t.xlsx", format="xlsx", **settings))


def written(rows):
    """Write a workbook whose first sheet has rows."""
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.create_sheet().append(["another"])
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_the_first_sheet_is_read(tmp_path, pack):
    """Without empty rows; values as a person would write them."""
    rows = read(tmp_path, pack(written(ROWS)))
    assert (rows.texts, rows.labels) == (["a", "", "2.5"], ["1", "true", "x"])


def test_columns_without_a_header_are_named_by_their_numbers(tmp_path):
    """The first row is one of texts."""
    rows = read(tmp_path, written([["ham", "a"], ["spam", "b"]]), header=False, text="2", label="1")
    assert (rows.texts, rows.labels) == (["a", "b"], ["ham", "spam"])


def test_a_wrong_size_of_the_sheet_loses_no_row(tmp_path):
    """Some programs write that of one cell."""
    content, buffer = zipfile.ZipFile(io.BytesIO(written(ROWS))), io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in content.namelist():
            archive.writestr(name, content.read(name).replace(b'ref="A1:C5"', b'ref="A1"'))
    assert len(read(tmp_path, buffer.getvalue()).texts) == 3


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (written([["v1", "v2"], [None, "a"]]), ["row 2", "a label"]),
        (written([["v1", "text"], [1, "a"]]), ['column "v2"', '"v1", "text"']),
        (written([]), ['column "v2"', "none"]),
        (written(ROWS)[:-9], ["expected a workbook", "`format`"]),
        (b"PK\x03\x04", ["expected a workbook"]),
        (b"v1,v2\n", ["expected a workbook"]),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path, content, expected):
    """In one line, with the row."""
    with pytest.raises(BakeoffError) as caught:
        read(tmp_path, content)
    message = str(caught.value)
    assert message.startswith(f"{tmp_path}/t.xlsx") and all(x in message for x in expected)
