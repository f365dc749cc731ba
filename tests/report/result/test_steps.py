"""What to do next."""

import pytest

from bakeoff.report.result.steps import list_steps
from tests.report.plain import variant, with_model


def steps(inputs):
    """Give the steps by their titles."""
    return {step.title: step for step in list_steps(inputs)}


def test_the_recommended_model_is_loaded(inputs):
    """By code that runs, and says what it gives."""
    step = steps(inputs)["Use it."]
    assert step.text == "The model trained on all texts is in models/keras/."
    assert 'load_classifier("models/keras")' in step.code and "(2, 2)" in step.code
    compile(step.code, "step", "exec")


def test_the_code_says_how_many_classes_there_are(many):
    """In the shape of what it gives."""
    assert "(2, 25)" in steps(many)["Use it."].code


def test_a_choice_loads_the_member_that_most_rounds_chose(inputs):
    """It has no model of its own."""
    step = steps(with_model(inputs, "keras", chosen={"glove": 3, "elmo": 7}))["Use it."]
    assert step.text == "Most rounds of keras chose elmo, which is in models/elmo/."
    assert 'load_classifier("models/elmo")' in step.code


def test_an_ensemble_loads_each_member(inputs):
    """And averages."""
    step = steps(with_model(inputs, "keras", members=["glove", "elmo"]))["Use it."]
    assert step.text == "keras averages the probabilities of glove and elmo: load each of them."
    assert 'load_classifier("models/glove")' in step.code


def test_an_ensemble_of_one_is_that_one(inputs):
    """The text says where it is."""
    step = steps(with_model(inputs, "keras", members=["glove"]))["Use it."]
    assert "models/glove/" in step.text and "averages" not in step.text


def test_with_few_labels_another_model_may_be_better(inputs, lower):
    """By how much, whichever way its score is better."""
    assert (
        steps(inputs)["Few labels?"].text
        == "With 200 labels or fewer, glove is better: with 200, by 0.123 F1 (0.051 to 0.171)."
    )
    switch = {**lower.answer["few_labels"]["switch"], "difference": -0.2}
    few = {**lower.answer["few_labels"], "switch": switch}
    turned = variant(lower, answer={"few_labels": few})
    assert steps(turned)["Few labels?"].text.endswith("by 0.200 log loss (0.051 to 0.171).")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "by F1 and by PR-AUC."),
        ({"metric": "pr_auc", "label": "PR-AUC"}, "by PR-AUC."),
        (
            {"sentence": "That is a matter of the threshold."},
            "by F1 and by PR-AUC. By F1 alone the threshold decides.",
        ),
    ],
)
def test_without_a_switch_the_recommendation_holds_for_few_labels(inputs, changes, told):
    """As far as two scores tell, one of which needs no threshold."""
    few = {**inputs.answer["few_labels"], "switch": None, **changes}
    step = steps(variant(inputs, answer={"few_labels": few}))["Few labels?"]
    assert step.text == f"No model is shown to be better than keras with fewer labels, {told}"


def test_without_curves_nothing_is_said_of_few_labels(inputs):
    """They were not made."""
    assert "Few labels?" not in steps(variant(inputs, answer={"few_labels": None}))


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (1, "gets the same text wrong: it is hard"),
        (2, "gets the same 2 texts wrong: they are hard"),
        (39, "gets the same 39 texts"),
    ],
)
def test_texts_that_all_get_wrong_are_counted(inputs, count, told):
    """With a link to them."""
    one = inputs.errors["all_wrong"][0]
    step = steps(variant(inputs, errors={"all_wrong": [one] * count}))["Read the errors."]
    assert told in step.text and (step.link, step.target) == ("Look at them", "errors")


def test_a_full_list_may_lack_some(inputs):
    """It holds 40 at most."""
    one = inputs.errors["all_wrong"][0]
    step = steps(variant(inputs, errors={"all_wrong": [one] * 40}))["Read the errors."]
    assert "gets the same 40 or more texts wrong" in step.text


def test_without_errors_of_all_there_is_nothing_to_read(inputs):
    """But still something to do."""
    found = steps(variant(inputs, errors={"all_wrong": []}))
    assert "Read the errors." not in found
    assert found["Use your own texts."].code == "make use PRESET=mine && make repro"
