"""Reading what the report is made of."""

from dataclasses import fields, replace

from bakeoff.report.inputs import read_inputs
from tests.report.example import MAPS, MODELS


def test_everything_is_read(inputs):
    """Each part of the contract has its place."""
    assert inputs.models == list(MODELS) and inputs.baseline == "tfidf"
    assert inputs.positive == "spam"
    for field in fields(inputs):
        assert getattr(inputs, field.name), field.name
    assert list(inputs.maps) == MAPS


def test_files_of_what_was_dropped_are_not_read(example):
    """A run leaves files of embeddings and maps that params.yaml no longer names."""
    found = read_inputs(["glove"], ["keras"], example)
    assert list(found.coverage) == list(found.intrinsic) == ["glove"]
    assert list(found.maps) == ["keras"]


def test_lines_are_in_the_order_of_the_leaderboard(inputs):
    """Model by model, and those of a model as in the file."""
    assert list(dict.fromkeys(point["model"] for point in inputs.roc)) == list(MODELS)
    rates = [x["false_positive_rate"] for x in inputs.roc if x["model"] == "glove"]
    assert rates == sorted(rates)


def test_more_than_two_classes_have_no_positive_one(inputs):
    """F1 is then a mean over classes."""
    assert replace(inputs, board={**inputs.board, "classes": ["a", "b", "c"]}).positive is None


def test_each_model_but_the_baseline_is_compared(inputs):
    """In the order of the leaderboard."""
    assert list(inputs.against_baseline) == ["keras", "glove", "elmo"]
    assert inputs.against_baseline["elmo"]["word"] == "worse" and inputs.metric == "f1"
