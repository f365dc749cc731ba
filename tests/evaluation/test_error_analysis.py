"""The texts to read."""

import numpy as np
import pytest

from bakeoff.evaluation.error_analysis import find_errors
from bakeoff.evaluation.scored_models import ScoredModel, pool_model
from tests.evaluation.held import make_held, make_predictions, two


def find(labels, threshold=0.5, **models):
    """Find errors of models of two classes, by the probability of the second in each round."""
    held = make_held(labels)
    tested = {}
    for name, second in models.items():
        found = pool_model(held, make_predictions(held, two(*second)), "half")
        tested[name] = ScoredModel(found.predictions, [threshold] * 4, found.pooled)
    errors = find_errors(held, tested)
    assert all(found["count"] >= len(found["texts"]) for found in errors.values())
    return {kind: [text["row"] - 10 for text in found["texts"]] for kind, found in errors.items()}


def test_texts_that_some_models_get_right_are_disagreements():
    """The widest apart first; what all get right is none."""
    found = find([1, 1, 1, 0], first=[0.9, 0.6, 0.9, 0.1], second=[0.4, 0.4, 0.8, 0.4])
    assert found == {"disagreements": [0, 1], "all_wrong": []}


def test_texts_that_no_model_gets_right_are_wrong_for_all():
    """The most certain first."""
    found = find([1, 0, 1], first=[0.4, 0.9, 0.9], second=[0.3, 0.8, 0.9])
    assert found == {"disagreements": [], "all_wrong": [1, 0]}


def test_the_threshold_says_what_is_right():
    """It may have been chosen on validation texts."""
    assert find([1, 0], threshold=0.3, first=[0.4, 0.4])["all_wrong"] == [1]


def test_no_more_are_kept_than_anybody_would_read():
    """The first rows among equals."""
    assert find([1] * 99, first=[0.1] * 99)["all_wrong"] == list(range(40))


def test_all_are_counted():
    """More than are kept: of 99 texts a third is right by both models, and a third by one."""
    held = make_held([1] * 99)
    seconds = ([0.9] * 66 + [0.1] * 33, [0.9] * 33 + [0.1] * 66)
    models = {
        name: pool_model(held, make_predictions(held, two(*second)), "half")
        for name, second in zip("mn", seconds, strict=True)
    }
    errors = find_errors(held, models)
    assert {kind: found["count"] for kind, found in errors.items()} == {
        "disagreements": 33,
        "all_wrong": 33,
    }
    models = {"m": pool_model(held, make_predictions(held, two(*[0.1] * 99)), "half")}
    wrong = find_errors(held, models)["all_wrong"]
    assert (wrong["count"], len(wrong["texts"])) == (99, 40)


def test_a_text_carries_what_every_model_predicts():
    """The mean over repeats; of more than two classes, of the true one."""
    held = make_held([2, 2], "abc")
    rounds = np.array([[0.1, 0.2, 0.7]] * 2 + [[0.2, 0.7, 0.1]] * 2)[:, None].repeat(2, axis=1)
    models = {
        name: pool_model(held, make_predictions(held, values), "half")
        for name, values in (("m", rounds), ("n", rounds[:, :, [1, 2, 0]]))
    }
    text = find_errors(held, models)["all_wrong"]["texts"][0]
    assert text["probabilities"] == pytest.approx({"m": 0.4, "n": 0.15})
    assert text["predicted"] == {"m": "b", "n": "a"}  # .45 each
    assert (text["row"], text["label"], text["slice"]) == (10, "c", "") and "text" not in text


def test_of_two_classes_the_threshold_says_what_is_predicted():
    """The mean over the rounds of each model: .45 is the second class for one of them."""
    held = make_held([0, 1], classes=["<b>no</b>", "__proto__"])
    predictions = make_predictions(held, two(0.1, 0.45))
    pooled = pool_model(held, predictions, "half").pooled
    models = {
        "low": ScoredModel(predictions, [0.2, 0.6, 0.2, 0.6], pooled),
        "toString": ScoredModel(predictions, [0.5] * 4, pooled),
    }
    (text,) = find_errors(held, models)["disagreements"]["texts"]
    assert text["predicted"] == {"low": "__proto__", "toString": "<b>no</b>"}
    assert text["probabilities"] == pytest.approx({"low": 0.45, "toString": 0.45})
