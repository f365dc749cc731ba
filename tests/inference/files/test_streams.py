"""Packed files and other encodings are read."""

import gzip

import pytest

from bakeoff.core.errors import BakeoffError
from tests.inference.answering import predict


def test_packed_files_are_read_and_written(tmp_path):
    """The same rows give the same bytes."""
    found, _ = predict(tmp_path, "a.csv.gz", gzip.compress(b"text\na\n"))
    assert gzip.decompress(found).splitlines()[1] == b"a,short,0.900000,0.100000"
    again, _ = predict(tmp_path, "a.csv.gz", gzip.compress(b"text\na\n"))
    assert found == again


def test_a_damaged_file_leaves_nothing_half_written(tmp_path):
    """What was read of it is not an answer."""
    packed = gzip.compress(b"text\n" + b"some text\n" * 100_000)
    with pytest.raises(BakeoffError, match="expected a whole gzip file"):
        predict(tmp_path, "a.csv.gz", packed[:-200])
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv.gz"]


def test_other_encodings_are_read(tmp_path):
    """What is written is UTF-8."""
    found, _ = predict(tmp_path, "a.csv", "text\n한국\n".encode("cp949"), encoding="cp949")
    assert found.decode().splitlines()[1] == "한국,short,0.800000,0.200000"


def test_an_encoding_with_a_nul_is_one_line(tmp_path):
    """Python's codecs raise another error for it."""
    with pytest.raises(BakeoffError, match="--encoding: expected a name"):
        predict(tmp_path, "a.csv", b"text\na\n", encoding="x\0")
