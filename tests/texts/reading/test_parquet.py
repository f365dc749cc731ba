"""Parquet."""

import datetime
import gzip
import io

import pyarrow
import pytest
from pyarrow.parquet import write_table

from bakeoff.core.errors import BakeoffError
from bakeoff.texts.reading.rows import read_rows
from tests.texts.tables import table

COLUMNS = {"v2": ["a", None, "c"], "v1": [1, 2, 1], "day": [datetime.date(2024, 5, 31)] * 3}


def read(folder, content, *others):
    """Read the rows of a file."""
    (folder / "t.parquet").write_bytes(content)
    return read_rows(folder, table(file="t.parquet", format="parquet"), others)


def written(columns):
    """Write a table of columns."""
    buffer = io.BytesIO()
    write_table(pyarrow.table(columns), buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_cells_become_what_a_person_would_write(tmp_path, pack):
    """Numbers, dates, and texts that are null."""
    rows = read(tmp_path, pack(written(COLUMNS)), "day")
    assert (rows.texts, rows.labels) == (["a", "", "c"], ["1", "2", "1"])
    assert rows.columns == {"day": ["2024-05-31"] * 3}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (written(COLUMNS | {"v1": [True, None, False]}), ["row 2", "a label"]),
        (written(COLUMNS | {"v1": [["a"], ["a", "b"], []]}), ["row 1", "got a list"]),
        (written({"v1": [1]}), ['column "v2"', 'there are "v1"']),
        (written(COLUMNS)[:-9], ["expected Parquet", "`format`"]),
        (b"v1,v2\n", ["expected Parquet"]),
        (written({"v1": [], "v2": []}), ["rows", "none"]),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path, content, expected):
    """In one line, with the row."""
    with pytest.raises(BakeoffError) as caught:
        read(tmp_path, content)
    message = str(caught.value)
    assert message.startswith(f"{tmp_path}/t.parquet") and all(x in message for x in expected)
