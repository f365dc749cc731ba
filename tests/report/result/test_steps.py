"""What to do next."""

import pytest

from bakeoff.cli.main import app
from bakeoff.report.result.steps import list_steps
from tests.report.plain import variant


def steps(inputs):
    """Give the steps by their titles."""
    return {step.title: step for step in list_steps(inputs)}


def test_the_recommended_model_is_used_by_commands(inputs):
    """Each exists, once the environment is active."""
    step = steps(inputs)["Use it."]
    assert step.text.startswith("keras is trained on all texts. ")
    names = {command.callback.__name__ for command in app.registered_commands}
    activate, *commands = step.code.splitlines()
    assert activate == "source .venv/bin/activate"
    assert {line.split()[1] for line in commands} < names


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
        ({"sentence": "Against tfidf that is a matter of the threshold."}, "by F1 and by PR-AUC."),
    ],
)
def test_without_a_switch_the_recommendation_holds_for_few_labels(inputs, changes, told):
    """As far as two scores tell, one of which needs no threshold."""
    few = {**inputs.answer["few_labels"], "switch": None, **changes}
    step = steps(variant(inputs, answer={"few_labels": few}))["Few labels?"]
    assert step.text == f"No model is shown to be better than keras with fewer labels, {told}"


def test_where_the_baseline_is_recommended_the_threshold_of_few_labels_is_told(inputs):
    """The sentence of the answer compares with the baseline, so it says nothing of others."""
    told = "Models are ahead by F1, but not by PR-AUC: that is a matter of the threshold."
    few = {**inputs.answer["few_labels"], "switch": None, "sentence": told}
    best = {**inputs.answer["recommendation"], "model": inputs.baseline}
    step = steps(variant(inputs, answer={"few_labels": few, "recommendation": best}))["Few labels?"]
    assert step.text == (
        f"No model is shown to be better than {inputs.baseline} with fewer labels, by F1 and by "
        f"PR-AUC. {told}"
    )


def test_a_recommended_model_without_a_curve_is_not_said_to_hold_for_few_labels(inputs):
    """An ensemble has none; what the curves of the others say is told."""
    few = {**inputs.answer["few_labels"], "switch": None, "sentence": "tfidf needs 228."}
    learning = [point for point in inputs.learning if point["model"] != inputs.chosen]
    step = steps(variant(inputs, answer={"few_labels": few}, learning=learning))["Few labels?"]
    assert step.text == "keras was not trained with fewer labels. tfidf needs 228."


def test_without_curves_nothing_is_said_of_few_labels(inputs):
    """They were not made."""
    assert "Few labels?" not in steps(variant(inputs, answer={"few_labels": None}))


def with_wrong(inputs, count):
    """Let all models get so many texts wrong, of which two are on the page."""
    wrong = inputs.errors["all_wrong"] | {"count": count}
    return variant(inputs, errors={"all_wrong": wrong})


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (1, "get the same text wrong: it is hard"),
        (2, "get the same 2 texts wrong: they are hard"),
        (1057, "get the same 1,057 texts wrong: they are hard"),
    ],
)
def test_texts_that_all_get_wrong_are_counted(inputs, count, told):
    """All of them, not only those on the page; with a link to these."""
    step = steps(with_wrong(inputs, count))["Read the errors."]
    assert told in step.text and (step.link, step.target) == ("Look at them", "errors")


def test_without_errors_of_all_there_is_nothing_to_read(inputs):
    """But still something to do."""
    found = steps(with_wrong(inputs, 0))
    assert "Read the errors." not in found
    assert "Read the errors." not in steps(variant(inputs, errors={}))
    assert found["Use your own texts."].code == "bakeoff init reviews.csv && make repro"


def test_after_a_first_look_at_own_texts_the_whole_comparison_is_next(inputs):
    """After the whole one, nothing is."""
    board = inputs.board | {"preset": "mine"}
    whole = steps(variant(inputs, board=board))
    quick = steps(variant(inputs, board=board, answer=inputs.answer | {"quick": True}))
    assert {*quick} - {*whole} == {"Compare more models, in more rounds."}
    assert "Use your own texts." not in quick
