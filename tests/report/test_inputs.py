"""Reading what the report is made of."""

from dataclasses import fields, replace

from bakeoff.evaluation.formats import LearningPoint
from bakeoff.report.inputs import read_inputs, read_table
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


def test_cells_have_the_types_of_their_columns(tmp_path):
    """Names stay text also where they look like a number; an empty cell is not defined."""
    path = tmp_path / "table.csv"
    path.write_text("model,rows,draw,f1,pr_auc,accuracy\n1,25,2,0.5,,1\n", encoding="utf-8")
    assert read_table(path, LearningPoint) == [
        {"model": "1", "rows": 25, "draw": 2, "f1": 0.5, "pr_auc": None, "accuracy": 1.0}
    ]


def test_more_than_two_classes_have_no_positive_one(inputs):
    """F1 is then a mean over classes."""
    assert replace(inputs, board={**inputs.board, "classes": ["a", "b", "c"]}).positive is None
