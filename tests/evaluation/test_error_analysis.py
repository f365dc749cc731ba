"""The texts to read."""

import numpy as np

from bakeoff.core.messages import Message
from bakeoff.core.predictions import Predictions
from bakeoff.evaluation.error_analysis import MOST, find_errors
from bakeoff.evaluation.held_out import HeldOut


def held_out(labels, classes="ab"):
    """Make a test split."""
    messages = [Message(i, f"text {i}", classes[label], "") for i, label in enumerate(labels)]
    numbers = np.array(labels)
    return HeldOut(messages, list(classes), numbers, numbers, np.zeros(len(labels), bool))


def boards_of(models, threshold=0.5):
    """Give the thresholds of models, as the leaderboard does."""
    return {name: {"thresholds": [threshold]} for name in models}


def find(labels, threshold=0.5, **models):
    """Find errors of one-seed models of two classes, by the probability of the second."""
    predictions = {}
    for name, second in models.items():
        seeds = np.stack([1 - np.array(second), np.array(second)], axis=1)[None]
        predictions[name] = Predictions(seeds, seeds.astype(np.float32))
    found = find_errors(held_out(labels), predictions, boards_of(models, threshold))
    return {kind: [text["row"] for text in texts] for kind, texts in found.items()}


def test_texts_that_some_models_get_right_are_disagreements():
    """The widest apart first; what all get right is none."""
    found = find([1, 1, 1, 0], first=[0.9, 0.6, 0.9, 0.1], second=[0.4, 0.4, 0.8, 0.4])
    assert found == {"disagreements": [0, 1], "all_wrong": []}


def test_texts_that_no_model_gets_right_are_wrong_for_all():
    """The most certain first."""
    found = find([1, 0, 1], first=[0.4, 0.9, 0.9], second=[0.3, 0.8, 0.9])
    assert found == {"disagreements": [], "all_wrong": [1, 0]}


def test_the_threshold_says_what_is_right():
    """It may have been chosen on the validation split."""
    assert find([1, 0], threshold=0.3, first=[0.4, 0.4])["all_wrong"] == [1]


def test_no_more_are_kept_than_anybody_would_read():
    """The first rows among equals."""
    assert find([1] * 99, first=[0.1] * 99)["all_wrong"] == list(range(MOST))


def test_a_text_carries_what_every_model_predicts():
    """The mean over seeds; of more than two classes, of the true one."""
    test = held_out([2], "abc")
    seeds = np.array([[[0.1, 0.2, 0.7]], [[0.3, 0.6, 0.1]]], np.float32)
    models = {"m": Predictions(seeds, seeds), "n": Predictions(seeds, seeds[:, :, ::-1])}
    found = find_errors(test, models, boards_of(models))
    probabilities = {"m": 0.4, "n": 0.2}
    assert found["all_wrong"] == [{**test.messages[0]._asdict(), "probabilities": probabilities}]
