"""Published files that are read from a folder."""

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import hash_of
from bakeoff.presets.local import read_from


@pytest.fixture
def files(tmp_path):
    """Write a file, and give parameters with its published hash."""
    (tmp_path / "glove.zip").write_bytes(b"vectors")
    known = hash_of(tmp_path / "glove.zip")
    glove = {"file": "glove.zip", "urls": ["https://example.org/glove.zip"], "hash": known}
    return {"sources": {"made": {"make": "toy", "file": "toy.csv"}, "glove": glove}}


def test_a_file_is_read_from_the_folder_and_its_hash_stays(files, tmp_path):
    """What is made here is left alone."""
    known = files["sources"]["glove"]["hash"]
    read_from(tmp_path, files)
    assert files["sources"]["glove"]["urls"] == [str(tmp_path / "glove.zip")]
    assert files["sources"]["glove"]["hash"] == known
    assert "urls" not in files["sources"]["made"]


def test_another_file_is_used_and_named(files, tmp_path, caplog):
    """Without a hash that it does not have."""
    (tmp_path / "glove.zip").write_bytes(b"fewer")
    read_from(tmp_path, files)
    assert files["sources"]["glove"]["hash"] is None
    (line,) = caplog.messages
    assert line.startswith(f"{tmp_path / 'glove.zip'}: ") and "not the published file" in line


def test_a_file_that_is_not_there_is_named(files, tmp_path):
    """With the source that needs it."""
    (tmp_path / "glove.zip").unlink()
    with pytest.raises(BakeoffError, match=r"glove.zip: expected the file of sources.glove"):
        read_from(tmp_path, files)


@pytest.fixture
def repository(tmp_path):
    """Write the files of a repository as a clone of it has them, and give parameters."""
    (tmp_path / "minilm-v2/onnx").mkdir(parents=True)
    (tmp_path / "minilm-v2/onnx/model.onnx").write_bytes(b"graph")
    minilm = {"repository": "owner/minilm-v2", "revision": "main", "files": ["onnx/model.onnx"]}
    return {"sources": {"minilm": minilm}}


def test_a_repository_is_read_from_the_folder_of_its_name(repository, tmp_path):
    """Without its owner."""
    read_from(tmp_path, repository)
    assert repository["sources"]["minilm"]["folder"] == str(tmp_path / "minilm-v2")


def test_a_file_that_a_repository_lacks_is_named(repository, tmp_path):
    """With its path."""
    (tmp_path / "minilm-v2/onnx/model.onnx").unlink()
    with pytest.raises(BakeoffError, match=r"minilm-v2/onnx/model\.onnx: expected the file of sou"):
        read_from(tmp_path, repository)
