"""Reading what the report is made of."""

from dataclasses import fields

import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.report.inputs import read_figures, read_inputs
from tests.report.example import ALL, MAPS, RULE, write_example
from tests.report.large import change
from tests.report.plain import variant


def test_everything_is_read(inputs):
    """Each part of the contract has its place."""
    assert inputs.models == list(ALL) and inputs.baseline == "tfidf"
    assert inputs.positive == "spam" and inputs.metric == "f1" and inputs.title == "F1"
    assert inputs.hidden_maps == ()  # nothing is hidden
    for name in {field.name for field in fields(inputs)} - {"hidden_maps"}:
        assert getattr(inputs, name), name
    assert list(inputs.maps) == MAPS


def test_files_of_what_was_dropped_are_not_read(example):
    """A run leaves files of embeddings and maps that params.yaml no longer names."""
    found = read_inputs(["glove"], ["keras"], RULE, example)
    assert list(found.coverage) == list(found.intrinsic) == ["glove"]
    assert list(found.maps) == ["keras"]


def test_a_file_that_is_not_there_is_left_out(example):
    """As that of an embedding without words."""
    assert list(read_inputs(["glove", "none"], [], RULE, example).coverage) == ["glove"]


def test_lines_are_in_the_order_of_the_leaderboard(inputs):
    """Model by model, and those of a model as in the file."""
    for lines in (inputs.roc, inputs.learning, inputs.confusion, inputs.calibration):
        assert list(dict.fromkeys(point["model"] for point in lines)) == list(ALL)
    rates = [x["false_positive_rate"] for x in inputs.roc if x["model"] == "glove"]
    assert rates == sorted(rates)


def test_more_than_two_classes_have_no_positive_one(inputs, many):
    """F1 is then a mean over classes."""
    assert many.positive is None
    assert variant(inputs, board={"classes": ["a"]}).positive is None


def test_each_model_but_the_baseline_is_compared(inputs):
    """In the order of the leaderboard, whatever that of the answer."""
    turned = variant(
        inputs, answer={"against_baseline": inputs.answer["against_baseline"][::-1]}
    ).against_baseline
    assert list(turned) == ["cnn", "keras", "glove", "elmo", "glove_shuffled"]
    assert turned["elmo"]["word"] == "worse"


def test_a_comparison_of_a_model_that_is_not_ranked_is_left_out(inputs):
    """It may be of another run."""
    models = {name: x for name, x in inputs.board["models"].items() if name != "elmo"}
    assert "elmo" not in variant(inputs, board={"models": models}).against_baseline


def test_pairs_are_known_from_either_side(inputs):
    """All of them."""
    pairs = inputs.pairs()
    assert len(pairs) == 30
    assert pairs["tfidf", "cnn"]["difference"] == -pairs["cnn", "tfidf"]["difference"]
    assert pairs["elmo", "keras"]["word"] == "worse"


def test_the_verdict_s_score_has_a_direction(inputs, lower):
    """Log loss is better where it is lower."""
    assert (inputs.sign, inputs.better) == (1, "higher")
    assert (lower.sign, lower.better) == (-1, "lower")
    losses = [lower.score(name) for name in lower.models]
    assert losses == sorted(losses)


def test_the_recommended_model_and_the_controls_are_named(inputs):
    """As the answer does."""
    assert inputs.chosen == "keras" and inputs.controls == {"glove_shuffled"}
    assert inputs.score("keras") == ALL["keras"]


def read_pictures(example):
    """Read what pictures show."""
    metrics = example / "metrics"
    names = ("answer.json", "leaderboard.json", "learning.csv")
    return read_figures(*(metrics / name for name in names))


def test_pictures_need_three_files(example, inputs):
    """They are read as for the page."""
    found = read_pictures(example)
    assert (found.board, found.answer, found.learning) == (
        inputs.board,
        inputs.answer,
        inputs.learning,
    )
    assert not found.maps and not found.roc and not found.costs


def test_a_leaderboard_of_an_older_version_is_refused_in_one_line(tmp_path):
    """It does not say what is invented."""
    write_example(tmp_path)
    path = tmp_path / "metrics/leaderboard.json"
    change(path, lambda board: {key: x for key, x in board.items() if key != "invented"})
    with pytest.raises(BakeoffError) as refused:
        read_pictures(tmp_path)
    assert str(refused.value) == f"{path}: made by an older version; run the preset again"


@pytest.mark.parametrize(
    ("split", "texts"),
    [("none", "training texts"), ("folds", "held-out texts"), ("given", "held-out texts")],
)
def test_scored_texts_are_called_what_they_are(inputs, split, texts):
    """Only without a split are they those that models were trained on."""
    assert variant(inputs, board={"split": split}).tested == texts


def test_a_missing_file_is_named(tmp_path):
    """With what makes it."""
    with pytest.raises(BakeoffError, match=r"answer\.json: not there yet; run `make repro`"):
        read_pictures(tmp_path)
