"""Models that are folders: handles become addresses; archives and folders are placed whole."""

import os
import zipfile

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.sources.modules import archive_address, place_module

MODEL = {"saved_model.pb": b"graph", "variables/variables.index": b"", "assets/words": b"a\n" * 999}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://tfhub.dev/google/elmo/3", "?tf-hub-format=compressed"),
        ("https://tfhub.dev/google/elmo/3?a=b", "&tf-hub-format=compressed"),
        ("https://tfhub.dev/google/elmo/3?tf-hub-format=compressed", ""),
        (
            "https://www.kaggle.com/models/google/elmo/tensorFlow1/elmo/3",
            "?tf-hub-format=compressed",
        ),
        ("https://www.kaggle.com/api/v1/models/google/elmo/tensorFlow1/elmo/3/download", ""),
        ("https://example.org/tfhub.dev/elmo.tar.gz", ""),
        ("http://127.0.0.1:1/models/elmo", ""),
    ],
)
def test_a_handle_is_requested_as_an_archive(url, expected):
    """As TensorFlow Hub itself does; other addresses are unchanged."""
    assert archive_address(url) == url + expected


def contents(folder):
    """Read back all files below a folder."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def older(tmp_path):
    """Give a folder that holds an older model."""
    (tmp_path / "raw" / "module").mkdir(parents=True)
    (tmp_path / "raw" / "module" / "old").write_bytes(b"old")
    return tmp_path / "raw" / "module"


def placed(folder, files):
    """Place an archive of files; return the contents of the folder, which has no siblings."""
    path = folder.parents[1] / "archive"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    place_module(path, folder)
    assert [path.name for path in folder.parent.iterdir()] == ["module"]
    return contents(folder)


@pytest.mark.parametrize("top", ["", "./", "elmo/", "./elmo/", "././elmo//"])
def test_the_top_folder_of_a_model_is_left_out(older, top):
    """TF-Hub's members begin with `./`, those of others with the model's name."""
    assert placed(older, {top + name: content for name, content in MODEL.items()}) == MODEL


@pytest.mark.parametrize(
    "files", [{"a/b/saved_model.pb": b""}, {"a/saved_model.pb": b"", "b": b""}]
)
def test_a_model_below_two_folders_or_beside_a_file_stays_there(older, files):
    """Only a single top folder that is a model certainly adds nothing."""
    assert placed(older, files) == files


def test_a_top_folder_may_hold_a_folder_of_its_own_name(older):
    """Nothing is lost when it is left out."""
    files = {"a/saved_model.pb": b"graph", "a/a/saved_model.pb": b"inner"}
    assert placed(older, files) == {name[2:]: content for name, content in files.items()}


def test_a_folder_stays_as_it_was_if_the_archive_is_refused(older):
    """Nothing is left beside it."""
    with pytest.raises(BakeoffError, match="outside the destination"):
        placed(older, MODEL | {"../out": b""})
    assert contents(older.parent) == {"module/old": b"old"}
    assert [path.name for path in older.parent.iterdir()] == ["module"]


def test_a_folder_is_copied_whole(older, tmp_path):
    """Empty folders too, and over an older copy."""
    (tmp_path / "model" / "assets").mkdir(parents=True)
    (tmp_path / "model" / "saved_model.pb").write_bytes(b"graph")
    (tmp_path / "link").symlink_to("model")
    place_module(tmp_path / "link", older)
    assert sorted(path.name for path in older.iterdir()) == ["assets", "saved_model.pb"]
    assert contents(older) == {"saved_model.pb": b"graph"}


def test_a_pipe_in_a_folder_is_refused(older, tmp_path):
    """Reading it would never end; the older copy stays."""
    (tmp_path / "model").mkdir()
    os.mkfifo(tmp_path / "model" / "pipe")
    with pytest.raises(BakeoffError, match="pipe: expected a file or a folder"):
        place_module(tmp_path / "model", older)
    assert contents(older.parent) == {"module/old": b"old"}
