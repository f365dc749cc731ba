"""Fields are read as protobuf writes them."""

import mmap

import pytest
from onnx import StringStringEntryProto, TensorProto

from bakeoff.encoders.onnx.wire import DamagedError, Span, read_fields


def fields(folder, content):
    """Read the fields of a file; bytes for their places."""
    path = folder / "message"
    path.write_bytes(content)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return [
            (number, value if isinstance(value, int) else data[value.start : value.end])
            for number, value in read_fields(data, Span(0, len(data)))
        ]


def test_texts_integers_and_bytes_are_read(tmp_path):
    """Numbers of fixed size are passed over."""
    tensor = TensorProto(name="é", data_type=7, raw_data=b"12", double_data=[0.5], dims=[300])
    assert sorted(fields(tmp_path, tensor.SerializeToString())) == sorted(
        [(1, 300), (2, 7), (8, "é".encode()), (9, b"12"), (10, bytes(6) + b"\xe0\x3f")]
    )
    assert fields(tmp_path, b"\x0d1234\x10\x01") == [(2, 1)]


@pytest.mark.parametrize("kept", [1, 2, 4, 5])
def test_a_message_that_is_cut_is_refused(tmp_path, kept):
    """Wherever it ends within a field, of which this one has two of three bytes."""
    whole = StringStringEntryProto(key="a", value="b").SerializeToString()
    with pytest.raises(DamagedError):
        fields(tmp_path, whole[:kept])


@pytest.mark.parametrize("content", [b"\x0b\x0c", b"\xff" * 20, b"\x09123"])
def test_groups_and_endless_integers_are_refused(tmp_path, content):
    """So is a fixed number that is cut."""
    with pytest.raises(DamagedError):
        fields(tmp_path, content)
