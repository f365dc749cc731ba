"""The parameters of a run are read from dvc.lock."""

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.export.card.parameters import read_parameters
from tests.export.networks import RULE, SAMPLE, record, write_lock

TEXTS = {"path": "data/prepared", "md5": "0" * 32 + ".dir"}


def test_they_are_read_below_any_part_of_their_keys(tmp_path):
    """DVC records what dvc.yaml declares: a section, an entry or a single key."""
    single = {"models.cnn.fit": "train", "text.max_length": None, "text.max": 1}
    write_lock(tmp_path / "dvc.lock", **{"train@cnn": record(single)})
    found = read_parameters(tmp_path, ["cnn", "tfidf"])
    assert found.model_dump() == {
        "duplicates": "near",
        "folds": 5,
        "threshold": "half",
        "fits": {"cnn": "train", "tfidf": "lbfgs"},
        "max_length": None,
        "html": True,
        "mojibake": ["mac_roman", "cp1252", "utf-8"],
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"prepare": None},
        {"train@cnn": None},
        {"train@cnn": {"cmd": "python"}},
        {"train@cnn": record({"models.cnn": {}, "text": RULE})},
        {"evaluate": record({"evaluate": SAMPLE["evaluate"]}, deps=[TEXTS])},
        {"evaluate": record({"evaluate": SAMPLE["evaluate"]})},
    ],
)
def test_a_run_that_is_not_recorded_has_none(tmp_path, changes):
    """A stage or a key is missing, or `prepare` has written other texts since `evaluate`."""
    write_lock(tmp_path / "dvc.lock", **changes)
    assert read_parameters(tmp_path, ["cnn"]) is None


def test_without_a_lock_there_are_none(tmp_path):
    """As where models were copied without it."""
    assert read_parameters(tmp_path, ["cnn"]) is None


@pytest.mark.parametrize("folds", ["many", {}])
def test_what_no_run_has_is_refused(tmp_path, folds):
    """Someone has edited the record."""
    prepare = record({"prepare": {**SAMPLE["prepare"], "folds": folds}}, outs=[TEXTS])
    evaluate = record({"evaluate": SAMPLE["evaluate"]}, deps=[TEXTS])
    write_lock(tmp_path / "dvc.lock", prepare=prepare, evaluate=evaluate)
    with pytest.raises(BakeoffError, match=r"dvc\.lock: folds: "):
        read_parameters(tmp_path, ["cnn"])


def test_a_damaged_lock_is_one_line(tmp_path):
    """It says how to restore the file."""
    (tmp_path / "dvc.lock").write_text("schema: '2.0'\nstages:\n  prepare:\n", encoding="utf-8")
    with pytest.raises(BakeoffError, match="git restore"):
        read_parameters(tmp_path, ["cnn"])
