"""A safetensors file is read if it holds one matrix that fits; others are errors of one line."""

import json
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from safetensors.numpy import save, save_file

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import LFS_POINTER
from bakeoff.encoders.static.matrix import read_matrix
from tests.encoders.static.models import WIDTH, vectors

TOKENS = 4
EXPECTED = "expected a safetensors file"


def write(path, header, data=b"", size=None):
    """Write a file of a header that need not be right."""
    content = header if isinstance(header, bytes) else json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(content) if size is None else size) + content + data)
    return path


def entry(dtype, shape, *offsets):
    """Describe a tensor."""
    return {"dtype": dtype, "shape": shape, "data_offsets": offsets}


def read(folder, **tensors):
    """Write tensors, and read the matrix of a model of four tokens."""
    save_file(tensors, folder / "model.safetensors")
    return read_matrix(folder / "model.safetensors", TOKENS)


@pytest.mark.parametrize("name", ["embeddings", "embedding.weight", "anything"])
def test_the_matrix_is_found_by_its_name_or_as_the_only_one(tmp_path, name):
    """Only one of model2vec's name follows model2vec."""
    matrix = read(tmp_path, **{name: vectors(TOKENS), "bias": np.zeros(3)})
    np.testing.assert_array_equal(matrix.vectors, vectors(TOKENS))
    assert matrix.model2vec == (name == "embeddings")


def test_a_model_of_layers_is_refused(tmp_path):
    """The message says what the file holds."""
    with pytest.raises(BakeoffError, match=r"one matrix .*'layer.0': \[4, 5\].*such as onnx"):
        read(tmp_path, **{"layer.0": vectors(4), "layer.1": vectors(4)})


def test_a_name_of_the_matrix_that_holds_no_matrix_does_not_count(tmp_path):
    """The only matrix is another tensor."""
    assert not read(tmp_path, embeddings=np.zeros(4), other=vectors(TOKENS)).model2vec


@pytest.mark.parametrize(
    ("tensors", "message"),
    [
        ({"weights": np.ones(3)}, r"weights: expected 4 numbers .*, got \[3\]"),
        ({"weights": np.ones((4, 1))}, r"weights: expected 4 numbers .*, got \[4, 1\]"),
        ({"weights": np.full(4, np.nan)}, "expected finite numbers"),
        ({"weights": np.ones(4, np.int32)}, "weights: expected one of the types F32"),
        ({"mapping": np.arange(3)}, r"mapping: expected 4 numbers .*, got \[3\]"),
        ({"mapping": np.arange(4) + 1}, "mapping: expected rows from 0 to 3, got 1 to 4"),
        ({"mapping": np.arange(4) - 1}, "mapping: expected rows from 0 to 3, got -1 to 2"),
        ({"mapping": np.ones(4, np.float32)}, "mapping: expected one of the types I64, I32"),
        ({"embeddings": vectors(3)}, r"embeddings: expected 4 rows .*, got 3"),
        ({"embeddings": np.zeros((4, 0), np.float32)}, "at least one row and column"),
        (
            {"embeddings": vectors(4).astype(np.int64)},
            "one of the types F32, F16, F64, I8, got I64",
        ),
        ({"embeddings": np.full((4, 5), -np.inf, np.float32)}, "finite numbers"),
        (
            {"embeddings": np.full((4, 5), np.inf, np.float16)},
            "finite numbers, got NaN or infinity",
        ),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path, tensors, message):
    """With the tensor's name, what it should be and what it is."""
    with pytest.raises(BakeoffError, match=message):
        read(tmp_path, **{"embeddings": vectors(TOKENS), **tensors})


def test_brain_floats_are_refused(tmp_path):
    """NumPy has no such type."""
    path = write(tmp_path / "m", {"embeddings": entry("BF16", [4, 1], 0, 8)}, b"\0" * 8)
    with pytest.raises(BakeoffError, match="got BF16"):
        read_matrix(path, TOKENS)


@pytest.mark.parametrize(
    ("header", "data", "size"),
    [
        ({}, b"", 10 * 2**30),
        ({}, b"", 2**63),
        (b"{", b"", None),
        (b"\xff", b"", None),
        (b"[" * 100_000, b"", None),
        ({"embeddings": entry("F32", [4, 1], 0, 16)}, b"\0" * 12, None),  # cut short
        ({"embeddings": entry("F32", [4, 1], 0, 16)}, b"\0" * 20, None),
        ({"embeddings": entry("F32", [4, 9], 0, 16)}, b"\0" * 16, None),
        ({"embeddings": entry("F32", [4, -1], 0, 16)}, b"\0" * 16, None),
        ({"embeddings": entry("F32", [4, 2**62], 0, 16)}, b"\0" * 16, None),
        ({"embeddings": entry("F32", [4, 1], 2**40, 2**40 + 16)}, b"\0" * 16, None),
        ({"a": entry("F32", [4, 1], 0, 16), "b": entry("F32", [4, 1], 8, 24)}, b"\0" * 24, None),
    ],
)
def test_a_header_that_is_wrong_is_an_error_of_one_line(tmp_path, header, data, size):
    """Before anything is allocated."""
    path = write(tmp_path / "model.safetensors", header, data, size)
    with pytest.raises(BakeoffError, match=f"model.safetensors: {EXPECTED}"):
        read_matrix(path, TOKENS)


@pytest.mark.parametrize("content", [b"", b"abc", LFS_POINTER + b"v1\n", b"PK\3\4" * 9])
def test_another_file_is_an_error_of_one_line(tmp_path, content):
    """Even a pointer of Git LFS."""
    (tmp_path / "m").write_bytes(content)
    with pytest.raises(BakeoffError, match=EXPECTED):
        read_matrix(tmp_path / "m", TOKENS)


@pytest.mark.parametrize("name", ["absent", ""])
def test_a_file_that_is_absent_or_a_folder_is_an_error_of_one_line(tmp_path, name):
    """It is named."""
    with pytest.raises(BakeoffError, match=f"{EXPECTED}, got none"):
        read_matrix(tmp_path / name, TOKENS)


@hypothesis_settings(max_examples=200)
@given(st.data())
def test_damaged_bytes_are_never_another_kind_of_error(tmp_path_factory, data):
    """Whichever they are."""
    tensors = {"embeddings": vectors(TOKENS), "weights": np.ones(TOKENS, np.float32)}
    content = bytearray(save(tensors))
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=4)):
        content[place] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "damaged.safetensors"
    path.write_bytes(content)
    try:
        assert read_matrix(path, TOKENS).vectors.shape[1] >= 1
    except BakeoffError as error:
        assert len(error.lines) == 1


def test_the_width_is_that_of_the_vectors(tmp_path):
    """Whatever the number of tokens."""
    assert read(tmp_path, embeddings=vectors(TOKENS)).vectors.shape == (TOKENS, WIDTH)


def test_numbers_beyond_float32_are_refused_without_a_word_more(tmp_path):
    """Warnings of NumPy would be more lines."""
    with pytest.raises(BakeoffError, match="expected finite numbers"):
        read(tmp_path, embeddings=vectors(TOKENS), weights=np.full(TOKENS, 1e300))
    with pytest.raises(BakeoffError, match="expected finite numbers"):
        read(tmp_path, embeddings=0 * vectors(TOKENS), weights=np.full(TOKENS, np.inf))


def test_a_tokenizer_without_tokens_is_refused(tmp_path):
    """Whatever the rows are."""
    tensors = {"embeddings": vectors(TOKENS), "mapping": np.zeros(0, np.int64)}
    save_file(tensors, tmp_path / "model.safetensors")
    with pytest.raises(BakeoffError, match="expected the vectors of some tokens"):
        read_matrix(tmp_path / "model.safetensors", 0)
