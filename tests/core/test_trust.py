"""A saved model is a program: none runs that is not the one on record."""

import os
import shutil
from pathlib import Path

import pytest
from dvc_data.hashfile.hash_info import HashInfo
from dvc_data.hashfile.tree import Tree
from ruamel.yaml import YAML

from bakeoff.core import trust
from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import hash_of
from bakeoff.core.trust import expect_recorded, record_module

UNKNOWN = r"module: expected a module whose hash is on record, got sha256 "


def lock(root, folder):
    """Write a dvc.lock that has a folder, as DVC hashes it, among its outputs."""
    tree = Tree()
    for path in (path for path in folder.rglob("*") if path.is_file()):
        md5 = hash_of(path, "md5").removeprefix("md5:")
        tree.add(path.relative_to(folder).parts, None, HashInfo("md5", md5))
    tree.digest()
    outs = [{"path": folder.relative_to(root).as_posix(), "md5": tree.hash_info.value}]
    record = {"schema": "2.0", "stages": {"download@elmo": {"cmd": "true", "outs": outs}}}
    with (root / "dvc.lock").open("w", encoding="utf-8") as file:
        YAML(typ="safe").dump(record, file)


@pytest.fixture
def module(tmp_path, monkeypatch):
    """Write the files of a module that nobody knows, with an empty store."""
    monkeypatch.setenv("BAKEOFF_STORE", str(tmp_path / "store"))
    module = tmp_path / "data/raw/elmo/module"
    (module / "variables").mkdir(parents=True)
    (module / "saved_model.pb").write_bytes(b"graph")
    (module / "variables/variables.index").write_bytes(b"index")
    return module


def test_a_recorded_module_is_accepted_wherever_it_is(module, tmp_path):
    """Its record is in the user's store, which does not come with it."""
    record = record_module(module)
    expect_recorded(module)
    shutil.copytree(module, tmp_path / "copy")
    expect_recorded(tmp_path / "copy")
    assert record.parent == tmp_path / "store/trusted"
    assert record.read_text(encoding="utf-8") == f"{module}\n"
    assert [path.name for path in module.parent.iterdir()] == ["module"]


@pytest.mark.parametrize("change", ["changed", "added", "removed"])
def test_a_changed_module_is_refused(module, change):
    """Whichever file was changed, added or removed."""
    record_module(module)
    if change == "removed":
        (module / "variables/variables.index").unlink()
    else:
        (module / ("more" if change == "added" else "saved_model.pb")).write_bytes(b"changed")
    with pytest.raises(BakeoffError, match=UNKNOWN):
        expect_recorded(module)


def test_a_module_without_a_record_is_refused_until_it_is_trusted(module):
    """The message names the command."""
    with pytest.raises(BakeoffError, match=UNKNOWN + f".* `bakeoff elmo trust {module}`"):
        expect_recorded(module)
    record_module(module)
    expect_recorded(module)


def test_no_file_that_comes_with_a_module_is_a_record(module, monkeypatch):
    """Neither one beside it, as there used to be, nor the dvc.lock of the user's folder."""
    digest = trust.hash_folder(module)
    module.with_name("module.sha256").write_text(f"{digest}\n", encoding="utf-8")
    lock(module.parents[3], module.parent)
    monkeypatch.chdir(module.parents[3])
    with pytest.raises(BakeoffError, match=UNKNOWN):
        expect_recorded(module)


@pytest.mark.parametrize("path", ["data/raw/elmo", "data/raw/elmo/module"])
def test_an_output_that_the_lock_beside_the_code_records_is_accepted(module, monkeypatch, path):
    """As after `dvc pull` in a fresh clone; whoever writes that file can write the code too."""
    root = module.parents[3]
    monkeypatch.setattr(trust, "ROOT", root)
    with pytest.raises(BakeoffError, match=UNKNOWN):
        expect_recorded(module)
    lock(root, root / path)
    expect_recorded(module)
    monkeypatch.chdir(module.parent)
    expect_recorded(Path("../elmo/module"))
    (module / "more").write_bytes(b"added")
    with pytest.raises(BakeoffError, match=UNKNOWN):
        expect_recorded(module)


def test_only_a_folder_of_files_is_recorded(module, tmp_path):
    """What a link leads to can change; a pipe is no file. Links to files are DVC's."""
    (module / "link").symlink_to(module / "saved_model.pb")
    record_module(module)
    (module / "folder").symlink_to(tmp_path)
    with pytest.raises(BakeoffError, match=r"/folder: expected a file or a folder, got a device"):
        record_module(module)
    (module / "folder").unlink()
    os.mkfifo(module / "pipe")
    with pytest.raises(BakeoffError, match=r"/pipe: expected a file or a folder, got a device"):
        expect_recorded(module)
    with pytest.raises(BakeoffError, match=r"absent: expected the folder of a module, got none"):
        record_module(tmp_path / "absent")


def test_a_name_that_is_not_utf_8_is_refused(module):
    """Hashes are of names in UTF-8."""
    Path(os.fsdecode(os.fsencode(module) + b"/\xff")).write_bytes(b"")
    with pytest.raises(BakeoffError, match="expected files with names in UTF-8, got others"):
        record_module(module)


def test_the_command_quotes_a_name_for_the_shell(module):
    """Whoever copies it runs nothing else."""
    odd = module.with_name("a; touch b")
    module.rename(odd)
    with pytest.raises(BakeoffError, match=r"`bakeoff elmo trust '[^']*/a; touch b'`"):
        expect_recorded(odd)
