"""The three numbers of the first screen."""

import pytest

from bakeoff.report.result.numbers import power_number, pretraining_number, score_number
from tests.report.plain import show, variant, with_model


def test_the_score_is_that_of_the_recommended_model(inputs, raw):
    """With its own interval."""
    model, number = raw("leaderboard.json")["models"]["keras"], score_number(inputs)
    ends = model["intervals"]["f1"]
    assert number.value == f"{show(model['mean']['f1'])} F1"
    assert number.ends == f"({show(ends['low'])} to {show(ends['high'])})"
    assert number.text == (
        "keras, on 201 texts, each scored twice by a model that had not seen it; 95 % interval."
    )


@pytest.mark.parametrize(
    ("repeats", "told"), [(1, "each scored by a"), (2, "scored twice by"), (3, "scored 3 times by")]
)
def test_the_score_says_how_often_a_text_was_scored(inputs, repeats, told):
    """Once goes without saying."""
    assert told in score_number(with_model(inputs, "keras", repeats=repeats)).text


def test_a_score_without_an_interval_names_none(inputs):
    """It may not be defined."""
    number = score_number(with_model(inputs, "keras", intervals={}))
    assert number.ends == "" and "interval" not in number.text


def test_vectors_are_worth_the_largest_difference_to_a_control(inputs, raw):
    """With its ends."""
    (pair,) = raw("answer.json")["pretraining"]
    small = {**pair, "model": "elmo", "difference": 0.01}
    number = pretraining_number(variant(inputs, answer={"pretraining": [small, pair]}))
    assert number.value == f"{show(pair['difference'], sign=True)} F1"
    low, high = (show(pair[key], sign=True) for key in ("low", "high"))
    assert number.ends == f"({low} to {high})"
    (learned,) = raw("answer.json")["against_learned"]
    apart, word = show(learned["difference"], sign=True), learned["word"]
    assert number.text == (
        "is what the right vectors are worth to glove: it is better than the same model with "
        f"shuffled ones. Against keras, which learns its own, it is {word} ({apart})."
    )


def test_pretraining_lowers_a_loss(lower):
    """The difference is turned so that it is positive."""
    value = pretraining_number(lower).value
    assert value.startswith("+0.") and value.endswith(" lower log loss")


def test_without_a_control_the_worth_of_vectors_is_not_measured(inputs):
    """The page says what it takes."""
    number = pretraining_number(variant(inputs, answer={"pretraining": []}))
    assert number.value == "not measured" and "word vectors with shuffled: true" in number.text
    plain = {name: model | {"licences": {}} for name, model in inputs.board["models"].items()}
    alone = variant(inputs, answer={"pretraining": []}, board={"models": plain})
    assert "no model reads pretrained ones" in pretraining_number(alone).text


def test_power_spans_all_models_but_controls(inputs, raw):
    """Rounded up."""
    pairs = raw("answer.json")["against_baseline"]
    sizes = [x["smallest_difference"] for x in pairs if x["model"] != "glove_shuffled"]
    number = power_number(inputs)
    shown = [float(end) for end in number.value.removesuffix(" F1").split(" to ")]
    for end, size in zip(shown, (min(sizes), max(sizes)), strict=True):
        assert 0 <= end - size < 0.001
    assert max(sizes) < next(
        x["smallest_difference"] for x in pairs if x["model"] == "glove_shuffled"
    )
    assert number.text == (
        "is how large a true difference to tfidf must be, depending on the model, to be found in "
        "80 of 100 cases. Smaller ones may be missed."
    )


@pytest.mark.parametrize(
    ("smallest", "told"), [(0.024, "0.024"), (0.0240002, "0.025"), (0.7, "0.700")]
)
def test_power_is_rounded_up_and_no_further(inputs, smallest, told):
    """0.024 is 0.024."""
    pair = {**inputs.against_baseline["cnn"], "smallest_difference": smallest}
    number = power_number(variant(inputs, answer={"against_baseline": [pair]}))
    assert number.value == f"{told} F1"


def test_power_may_not_be_known(inputs):
    """With one model."""
    number = power_number(variant(inputs, answer={"against_baseline": []}))
    assert number.value == "not known"
