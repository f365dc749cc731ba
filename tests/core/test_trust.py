"""A saved model is a program: none runs that is not the one on record."""

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.core.trust import expect_recorded, record_module, record_path


@pytest.fixture
def module(tmp_path):
    """Write the files of a module, and record it."""
    (tmp_path / "module/variables").mkdir(parents=True)
    (tmp_path / "module/saved_model.pb").write_bytes(b"graph")
    (tmp_path / "module/variables/variables.index").write_bytes(b"index")
    record_module(tmp_path / "module")
    return tmp_path / "module"


def test_an_unchanged_module_is_accepted(module):
    """Its record stands beside it."""
    expect_recorded(module)
    assert record_path(module) == module.parent / "module.sha256"


@pytest.mark.parametrize("change", ["changed", "added", "removed"])
def test_a_changed_module_is_refused(module, change):
    """Whichever file was changed, added or removed."""
    if change == "removed":
        (module / "variables/variables.index").unlink()
    else:
        (module / ("more" if change == "added" else "saved_model.pb")).write_bytes(b"changed")
    with pytest.raises(BakeoffError, match=r"/module: expected the files of sha256 .*, got "):
        expect_recorded(module)


def test_a_module_without_a_record_is_refused_until_it_is_trusted(module):
    """The message names the command."""
    record_path(module).unlink()
    expected = rf"module\.sha256: .* `bakeoff elmo trust {module}`"
    with pytest.raises(BakeoffError, match=expected):
        expect_recorded(module)
    record_module(module)
    expect_recorded(module)


def test_only_a_folder_is_recorded(tmp_path):
    """Nothing is written otherwise."""
    with pytest.raises(BakeoffError, match=r"absent: expected the folder of a module, got none"):
        record_module(tmp_path / "absent")
    assert list(tmp_path.iterdir()) == []
