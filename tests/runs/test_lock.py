"""Records of other runs."""

from pathlib import Path

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.runs.lock import read_lock
from bakeoff.runs.places import WORKSPACE
from tests.runs.projects import make_lock, write

BAG = "data/predictions/bag.npz"


def test_an_output_is_that_of_its_stage(tmp_path, monkeypatch):
    """DVC keeps stages that no longer exist, with outputs of the same path."""
    monkeypatch.chdir(tmp_path)
    hashes = [f"{number:032x}" for number in (1, 2)]
    stages = {"train@bag": {BAG: hashes[0]}, "predict@bag": {BAG: hashes[1]}}
    write(tmp_path, lock=make_lock(**stages))
    lock = read_lock(WORKSPACE)
    assert lock.find("train@bag", Path(BAG)) == hashes[0]
    assert lock.find("train@glove", Path(BAG)) is None


@pytest.mark.parametrize(
    "text",
    ["stages: [", "stages: 1", "a: &b 1\nc: *b", "stages: {x: {outs: [{path: a, md5: ../../x}]}}"],
)
def test_a_record_that_cannot_be_read_is_one_line(tmp_path, monkeypatch, text):
    """Half of a file; an alias; a hash that is a path."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dvc.lock").write_text(text, encoding="utf-8")
    with pytest.raises(BakeoffError, match=r"^workspace: dvc.lock: "):
        read_lock(WORKSPACE)
