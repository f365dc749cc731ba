"""Reading what the report is made of."""

import shutil

import pytest

from bakeoff.errors import BakeoffError
from bakeoff.report.inputs import Inputs, read_inputs, read_table
from tests.report.example import EMBEDDINGS, MAPS, MODELS


def test_everything_is_read(inputs):
    """Each part of the contract has its place."""
    assert inputs.models == list(MODELS) and inputs.baseline == "tfidf"
    assert inputs.positive == "spam"
    for part in ("data", "costs", "coverage", "intrinsic", "training", "learning", "errors"):
        assert getattr(inputs, part), part
    assert all(inputs.tables.values())
    assert list(inputs.maps) == MAPS


def test_the_leaderboard_is_enough(example, tmp_path):
    """All other parts are then empty."""
    (tmp_path / "metrics").mkdir()
    shutil.copy(example / "metrics/leaderboard.json", tmp_path / "metrics")
    found = read_inputs(EMBEDDINGS, MAPS, tmp_path)
    assert found == Inputs(found.board, tables={name: [] for name in found.tables})


def test_without_a_leaderboard_it_says_what_to_run(tmp_path):
    """One line that names the file and the command."""
    with pytest.raises(BakeoffError, match=r"metrics/leaderboard.json.*dvc repro evaluate"):
        read_inputs([], [], tmp_path)


def test_files_of_what_was_dropped_are_not_read(example):
    """A run leaves files of embeddings and maps that params.yaml no longer names."""
    found = read_inputs(["glove"], ["keras"], example)
    assert list(found.coverage) == list(found.intrinsic) == ["glove"]
    assert list(found.maps) == ["keras"]


def test_lines_of_models_that_were_dropped_are_left_out(inputs):
    """Only those of the leaderboard are shown."""
    lines = [{"model": "glove"}, {"model": "gone"}]
    found = Inputs(inputs.board, tables={"roc": lines})
    assert found.lines("roc") == lines[:1]


def test_names_stay_text_and_the_rest_becomes_numbers(tmp_path):
    """Also where a name looks like a number."""
    path = tmp_path / "table.csv"
    path.write_text("model,unknown_share,messages\n1,0 %,2\n1,1 %,\n", encoding="utf-8")
    assert read_table(path) == [
        {"model": "1", "unknown_share": "0 %", "messages": 2.0},
        {"model": "1", "unknown_share": "1 %", "messages": None},
    ]


def test_more_than_two_classes_have_no_positive_one(inputs):
    """F1 is then a mean over classes."""
    assert Inputs({**inputs.board, "classes": ["a", "b", "c"]}).positive is None
