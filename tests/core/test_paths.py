"""The store is one folder, wherever a command runs."""

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.core.paths import store_folder


@pytest.mark.parametrize("folder", ["store", "./store", "~/store"])
def test_a_relative_store_is_refused(monkeypatch, tmp_path, folder):
    """In a stranger's folder it would be the stranger's store."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BAKEOFF_STORE", folder)
    with pytest.raises(BakeoffError, match=f"BAKEOFF_STORE: expected an absolute path, .*{folder}"):
        store_folder()


def test_an_absolute_store_is_taken(monkeypatch, tmp_path):
    """As it is."""
    monkeypatch.setenv("BAKEOFF_STORE", str(tmp_path / "store"))
    assert store_folder() == tmp_path / "store"
