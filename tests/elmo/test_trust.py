"""A module is a program: none runs that is not the one on record."""

import shutil
from pathlib import Path

import pytest

from bakeoff.elmo.encoders import describe, load_described, load_encoder
from bakeoff.elmo.trust import record_module, record_path
from bakeoff.errors import BakeoffError
from tests.elmo.tiny import hub_settings


@pytest.fixture
def module(exported, tmp_path):
    """Copy a module, with its record beside it."""
    shutil.copytree(exported / "module", tmp_path / "module")
    shutil.copy(record_path(exported / "module"), tmp_path)
    return tmp_path / "module"


def load(module):
    """Load it as `encode` does."""
    return load_encoder(hub_settings(module.parent), module.parent)


@pytest.mark.parametrize("change", ["changed", "added", "removed"])
def test_a_module_runs_only_if_it_is_what_was_recorded(module, change):
    """Its files are compared before it is loaded."""
    assert load(module).layers == 3
    if change == "removed":
        (module / "saved_model.pb").rename(module / "saved_model.pbtxt")
    else:
        (module / ("more" if change == "added" else "saved_model.pb")).write_bytes(b"changed")
    with pytest.raises(BakeoffError, match=r"/module: expected the files of sha256 .*, so bring"):
        load(module)


def test_a_module_without_a_record_does_not_run_until_somebody_trusts_it(module):
    """The message says how."""
    record_path(module).unlink()
    with pytest.raises(BakeoffError, match=rf"module\.sha256: .* bakeoff\.elmo trust {module}`"):
        load(module)
    record_module(module)
    assert load(module).layers == 3


def test_a_models_own_description_is_a_record(module):
    """It holds the hash of the module that the model was trained on."""
    recipe = describe(hub_settings(module), module, layers=3, width=8)
    record_path(module).unlink()
    assert load_described(recipe).layers == 3


def test_what_is_no_folder_is_not_recorded(tmp_path):
    """Nothing is written."""
    with pytest.raises(BakeoffError, match=r"absent: expected the folder of a module, got none"):
        record_module(tmp_path / "absent")
    assert list(Path(tmp_path).iterdir()) == []
