"""The exported folder appears whole, and replaces nothing but an export."""

import json
import os

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.export.folder import list_files, new_folder, write_description


def export(path, content="first"):
    """Write a folder as an export does."""
    with new_folder(path) as folder:
        (folder / "onnx").mkdir()
        (folder / "onnx/model.onnx").write_text(content, encoding="utf-8")
        write_description(folder, {"name": "small"})


def test_model_json_names_the_files(tmp_path):
    """It is one of them."""
    export(tmp_path / "out/small")
    described = json.loads((tmp_path / "out/small/model.json").read_text(encoding="utf-8"))
    assert described == {"name": "small", "files": ["model.json", "onnx/model.onnx"]}


def test_an_older_export_and_an_empty_folder_are_replaced(tmp_path):
    """Nothing is left beside them."""
    (tmp_path / "small").mkdir()
    for content in ("first", "second"):
        export(tmp_path / "small", content)
    assert (tmp_path / "small/onnx/model.onnx").read_text(encoding="utf-8") == "second"
    assert [path.name for path in tmp_path.iterdir()] == ["small"]


def add_notes(path):
    """Put a file of one's own into an export."""
    export(path)
    (path / "notes.txt").write_text("mine", encoding="utf-8")


def write_file(path):
    """Write a file instead of a folder."""
    path.write_text("mine", encoding="utf-8")


def link_away(path):
    """Link to a folder elsewhere."""
    (path.parent / "elsewhere").mkdir()
    path.symlink_to("elsewhere")


def save_model(path):
    """Write what `train` writes, without a list of files."""
    path.mkdir()
    (path / "model.json").write_text('{"name": "small"}', encoding="utf-8")


@pytest.mark.parametrize(
    ("prepare", "found"),
    [
        (add_notes, "one with notes.txt"),
        (write_file, "a file"),
        (link_away, "a link"),
        (save_model, "one with model.json"),
    ],
)
def test_what_no_export_made_stays_as_it_is(tmp_path, prepare, found):
    """The line says what is in the way."""
    prepare(tmp_path / "small")
    before = list_files(tmp_path)
    with pytest.raises(BakeoffError, match=f"got {found}; remove it or name another"):
        export(tmp_path / "small", "second")
    assert list_files(tmp_path) == before


def test_a_failed_export_leaves_the_older_one(tmp_path):
    """And nothing else."""
    export(tmp_path / "small")
    with pytest.raises(OSError, match="full"), new_folder(tmp_path / "small") as folder:
        (folder / "half").touch()
        raise OSError("full")
    assert list_files(tmp_path) == ["small/model.json", "small/onnx/model.onnx"]


def test_a_device_or_a_pipe_is_not_replaced(tmp_path):
    """It is neither a file nor a folder."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BakeoffError, match="got a file; remove it"):
        export(tmp_path / "pipe")
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.parametrize("name", ["x; touch y", "$(touch y)", "-x"])
def test_a_name_that_a_shell_would_interpret_is_refused(tmp_path, name):
    """It would be copied into commands."""
    with pytest.raises(BakeoffError, match="choose another name"):
        export(tmp_path / name)
    assert not [*tmp_path.iterdir()]
