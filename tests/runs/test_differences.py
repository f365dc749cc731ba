"""How differences read."""

import pytest

from bakeoff.runs.differences import (
    describe_models,
    describe_recommendation,
    describe_words,
    list_moved,
    score_columns,
)
from bakeoff.runs.places import Place
from bakeoff.runs.results import Results, Run
from tests.runs.projects import make_answer

PAIR = {"low": -0.03, "high": 0.01, "word": "undecided", "within_margin": False}


def make_run(name, answer):
    """Make a run of an answer."""
    return Run(Place(name, None), Results.model_validate(answer))


OLD = make_run("main", make_answer(glove=0.9, tfidf=0.8, gone=0.7))
NEW = make_run("here", make_answer("tfidf", glove=0.88, tfidf=0.8, new=0.6))


def test_scores_stand_beside_each_other():
    """With the difference; words only where predictions were compared."""
    assert list_moved(OLD, NEW) == ["glove"]
    assert score_columns(OLD, NEW, ["glove"], {}) == [
        ["model", "glove"],
        ["main", "0.900"],
        ["here", "0.880"],
        ["difference", "-0.020"],
    ]
    *_, interval, word = score_columns(OLD, NEW, ["glove"], {"glove": PAIR})
    assert interval[1] == "-0.030 to +0.010" and word == ["here is", "undecided"]


@pytest.mark.parametrize(("lower", "shown"), [(False, "-0.020"), (True, "+0.020")])
def test_a_positive_difference_is_an_improvement(lower, shown):
    """Also of a loss."""
    new = make_run("here", make_answer(glove=0.88) | {"lower_is_better": lower})
    assert score_columns(OLD, new, ["glove"], {})[3][1] == shown


def test_models_of_one_run_are_named_and_others_counted():
    """Of those in both, one has changed."""
    assert [*describe_models(OLD, NEW, ["glove"])] == [
        "Only in main: gone.",
        "Only in here: new.",
        "1 of 3 models have not changed.",
    ]
    assert [*describe_models(OLD, NEW, NEW.results.scores)][2:] == []


def test_words_that_differ_are_named():
    """From what to what; those that do not differ are not."""
    answer = make_answer(glove=0.9, tfidf=0.8, gone=0.7)
    answer["against_baseline"] = [
        {"model": "glove", "word": "worse"},
        {"model": "gone", "word": "better"},
    ]
    (line,) = describe_words(OLD, make_run("here", answer))
    assert line == "Words against the baseline: glove: better -> worse."
    first, _ = describe_words(OLD, make_run("here", answer | {"baseline": "bag"}))
    assert first == "The baseline has changed: tfidf -> bag."


def test_a_recommendation_that_has_changed_is_given_twice():
    """Then and now."""
    assert [*describe_recommendation(OLD, NEW)] == ["main: Use glove.", "here: Use tfidf."]
    assert [*describe_recommendation(OLD, OLD)] == ["Use glove."]
