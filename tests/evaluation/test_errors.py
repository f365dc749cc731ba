"""The messages to look at."""

import numpy as np

from bakeoff.evaluation.errors import MOST, find_errors
from bakeoff.texts.messages import Message


def find(labels, threshold=0.5, **models):
    """Find errors of one-seed models of two classes, by the probability of the second."""
    messages = [Message(row, f"text {row}", "ab"[label], "") for row, label in enumerate(labels)]
    seeds = {
        name: np.stack([1 - np.array(its), np.array(its)], axis=1)[None].astype(np.float32)
        for name, its in models.items()
    }
    found = find_errors(messages, np.array(labels), seeds, dict.fromkeys(models, threshold))
    return {kind: [message["row"] for message in its] for kind, its in found.items()}


def test_messages_that_some_models_get_right_are_disagreements():
    """The widest apart first; what all get right is none."""
    found = find([1, 1, 1, 0], one=[0.9, 0.6, 0.9, 0.1], other=[0.4, 0.4, 0.8, 0.4])
    assert found == {"disagreements": [0, 1], "all_wrong": []}


def test_messages_that_no_model_gets_right_are_wrong_for_all():
    """The most sure first."""
    found = find([1, 0, 1], one=[0.4, 0.9, 0.9], other=[0.3, 0.8, 0.9])
    assert found == {"disagreements": [], "all_wrong": [1, 0]}


def test_the_threshold_says_what_is_right():
    """It may have been chosen on the validation split."""
    assert find([1, 0], threshold=0.3, one=[0.4, 0.4])["all_wrong"] == [1]


def test_no_more_are_kept_than_one_would_read():
    """The first rows among equals."""
    assert find([1] * 99, one=[0.1] * 99)["all_wrong"] == list(range(MOST))


def test_a_message_carries_what_every_model_says():
    """The mean over seeds; of more than two classes, of the true one."""
    message = Message(7, "hi", "c", "seen")
    seeds = np.array([[[0.1, 0.2, 0.7]], [[0.3, 0.6, 0.1]]], np.float32)
    models = {"m": seeds, "n": seeds[:, :, ::-1]}
    found = find_errors([message], np.array([2]), models, {"m": 0.5, "n": 0.5})
    assert found["all_wrong"] == [
        {**message._asdict(), "probabilities": {"m": 0.4, "n": 0.2}},
    ]
