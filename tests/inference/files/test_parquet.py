"""Parquet keeps its types, and damage is noticed."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.inference.files.opening import Options
from bakeoff.inference.predicting import predict_file
from tests.inference.answering import MODEL, columnar, predict


def test_parquet_keeps_its_types(tmp_path, caplog):
    """A row whose text is null is left out."""
    table = pa.table({"text": ["abcdefgh", None, ""], "n": [1, 2, 3]})
    pq.write_table(table, tmp_path / "raw.parquet")
    _, count = predict(tmp_path, "a.parquet", (tmp_path / "raw.parquet").read_bytes())
    found = pq.read_table(tmp_path / "out.a.parquet")
    assert count == 1 and "row 2: expected a text" in caplog.text
    assert found.schema.names == ["text", "n", "label", "p_short", "p_long"]
    assert found.column("n").to_pylist() == [1, 3]
    assert found.column("label").to_pylist() == ["long", "short"]


def test_damage_within_parquet_is_one_line_and_leaves_no_output(tmp_path):
    """Its end, which is read first, is whole."""
    content = bytearray(columnar(["id", "text"]))
    content[4 : len(content) // 2] = bytes(len(content) // 2 - 4)
    with pytest.raises(BakeoffError, match="expected whole Parquet"):
        predict(tmp_path, "a.parquet", bytes(content))
    assert [path.name for path in tmp_path.iterdir()] == ["a.parquet"]


def test_parquet_needs_a_file_to_be_written_to(tmp_path):
    """A terminal cannot show it."""
    source = tmp_path / "a.parquet"
    source.write_bytes(columnar(["id", "text"]))
    with pytest.raises(BakeoffError, match="Parquet is binary; name a file with --output"):
        predict_file(lambda: MODEL, source, None, [], Options(), tmp_path)
