"""Copies of own files that nothing names are removed if DVC can give them back."""

import logging
import shutil
from pathlib import Path

import pytest

from bakeoff.core.files import hash_of
from bakeoff.dvc.cache import ENTRIES
from bakeoff.dvc.copies import remove_copies
from tests.pipeline.project import run

NEW, OLD = Path("data/texts/new/new.csv"), Path("data/texts/old")


@pytest.fixture
def project(tmp_path, monkeypatch, caplog):
    """Name one of two files that are copied; DVC's cache holds the other, as after a run."""
    monkeypatch.chdir(tmp_path)
    caplog.set_level(logging.INFO)
    run(tmp_path, "dvc", "init", "-q", "--no-scm")
    Path("params.yaml").write_text("files: {new: new.csv}", encoding="utf-8")
    for path in (NEW, OLD / "old.csv"):
        path.parent.mkdir(parents=True)
        path.write_text(path.name, encoding="utf-8")
    md5 = hash_of(OLD / "old.csv", "md5").removeprefix("md5:")
    entry = Path(".dvc/cache", ENTRIES, md5[:2], md5[2:])
    entry.parent.mkdir(parents=True)
    shutil.copyfile(OLD / "old.csv", entry)
    return tmp_path


def test_a_copy_that_the_cache_holds_goes(project, caplog):
    """Though no dvc.lock lists it; the others stay."""
    remove_copies()
    assert not OLD.exists() and NEW.is_file()
    assert caplog.messages == ["removed data/texts/old, which `files` in params.yaml no longer has"]
    remove_copies()
    assert len(caplog.messages) == 1


@pytest.mark.parametrize("change", ["edit", "add", "link", "lose"])
def test_what_the_cache_lacks_is_kept(project, caplog, change):
    """It may be the only copy; the line says what keeping it costs."""
    match change:
        case "edit":
            OLD.joinpath("old.csv").write_text("mine", encoding="utf-8")
        case "add":
            OLD.joinpath("mine.csv").write_text("mine", encoding="utf-8")
        case "link":
            OLD.joinpath("mine.csv").symlink_to(project)
        case "lose":
            shutil.rmtree(".dvc/cache")
    before = sorted(OLD.iterdir())
    remove_copies()
    assert sorted(OLD.iterdir()) == before
    assert "data/texts/old: kept, because DVC's cache lacks " in caplog.text


def test_a_linked_folder_is_left_alone(project):
    """It is no copy."""
    shutil.rmtree(OLD)
    Path("elsewhere").mkdir()
    OLD.symlink_to(Path("elsewhere").resolve())
    remove_copies()
    assert OLD.is_symlink()
