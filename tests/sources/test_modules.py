"""Models that are folders: handles become addresses, and folders are copied whole."""

import os

import pytest

from bakeoff.errors import BakeoffError
from bakeoff.sources.modules import as_archive, copy_folder


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
def test_a_handle_is_asked_for_as_an_archive(url, expected):
    """As TensorFlow Hub itself asks; other addresses stay as they are."""
    assert as_archive(url) == url + expected


def test_a_folder_is_copied_whole(tmp_path):
    """Empty folders too, and over an older copy."""
    (tmp_path / "model" / "assets").mkdir(parents=True)
    (tmp_path / "model" / "saved_model.pb").write_bytes(b"graph")
    (tmp_path / "link").symlink_to("model")
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "old").write_bytes(b"old")
    copy_folder(tmp_path / "link", tmp_path / "copy")
    found = sorted(path.name for path in (tmp_path / "copy").iterdir())
    assert found == ["assets", "saved_model.pb"]
    assert (tmp_path / "copy" / "saved_model.pb").read_bytes() == b"graph"


def test_a_pipe_in_a_folder_is_refused(tmp_path):
    """Reading it would never end; the older copy stays."""
    (tmp_path / "model").mkdir()
    os.mkfifo(tmp_path / "model" / "pipe")
    (tmp_path / "copy").mkdir()
    with pytest.raises(BakeoffError, match="pipe: expected a file or a folder"):
        copy_folder(tmp_path / "model", tmp_path / "copy")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "model"]
