"""The leaderboard: what is scored on which messages, and the verdict."""

import numpy as np
import pytest

from bakeoff.core.messages import Message
from bakeoff.core.predictions import Predictions
from bakeoff.evaluation.held_out import HeldOut, hold_out
from bakeoff.evaluation.intervals import Estimate
from bakeoff.evaluation.leaderboard import (
    compare_models,
    flatten,
    judge,
    make_leaderboard,
    score_model,
    write_verdict,
)
from bakeoff.evaluation.scoring.scores import score, summarise
from bakeoff.evaluation.settings import Evaluate

N = 200
LABELS = (np.arange(N) % 4 == 0).astype(np.int32)


def model(noise, seeds=2, shift=0.0):
    """Make the predictions of a model that errs more the more noise there is."""
    draw = np.random.default_rng(int(noise * 100) + seeds)

    def split():
        drawn = LABELS * 0.6 + 0.2 + shift + draw.normal(0, noise, (seeds, N))
        second = np.clip(drawn, 0.001, 0.999).astype(np.float32)
        return np.stack([1 - second, second], axis=2)

    return Predictions(split(), split())


def split_of(*, leaked=(), slices=None):
    """Make a test split whose rows named are leaked."""
    pairs = zip(LABELS, slices or [""] * N, strict=True)
    messages = [Message(row, "", "ab"[label], name) for row, (label, name) in enumerate(pairs)]
    return HeldOut(messages, ["a", "b"], LABELS, LABELS, np.isin(np.arange(N), leaked))


SETTINGS = Evaluate(baseline="plain", threshold="half", draws=1000, seed=1)


def board_of(models):
    """Compare models with few draws."""
    return compare_models(split_of(), models, SETTINGS)


def test_the_best_f1_comes_first():
    """And the means are those of the seeds' scores."""
    models = {"plain": model(0.3, 1), "good": model(0.1), "bad": model(0.9)}
    board = board_of(models)
    assert list(board) == ["good", "plain", "bad"]
    mean, _ = summarise([score(LABELS, seed) for seed in models["good"].test])
    assert {name: board["good"]["mean"][name] for name in mean} == mean


def test_each_model_is_judged_against_the_baseline():
    """Clearly better, clearly worse, and the same thing twice."""
    same = model(0.3, 1)
    board = board_of({"plain": same, "good": model(0.1), "bad": model(0.9), "same": same})
    verdicts = {name: model["verdict"] for name, model in board.items()}
    assert verdicts == {"plain": "baseline", "good": "better", "bad": "worse", "same": "tie"}
    assert board["good"]["intervals"]["f1"]["difference_low"] > 0
    assert board["same"]["intervals"]["f1"]["difference"] == 0 and board["same"]["p_f1"] == 1


@pytest.mark.parametrize(
    ("low", "high", "p_value", "word"),
    [
        (0.01, 0.03, 0.04, "better"),
        (-0.03, -0.01, 0.04, "worse"),
        (0.01, 0.03, 0.05, "tie"),
        (-0.01, 0.03, 0.04, "tie"),
        (None, None, 0.04, "tie"),
    ],
)
def test_a_verdict_takes_the_test_and_the_interval(low, high, p_value, word):
    """Where either does not speak against chance, it is a tie."""
    f1 = Estimate(0.9, 0.8, 1.0, 0.02, low, high, 1000, 0)
    assert judge(f1, p_value) == word


def test_leaked_rows_can_be_left_out():
    """Here they are all that the model gets wrong."""
    predictions = model(0.01, 1)
    predictions.test[0, :5] = predictions.test[0, :5, ::-1]
    scored = score_model(split_of(leaked=range(5)), predictions, [0.5])
    assert scored["mean"]["accuracy"] == 0.975
    assert scored["without_leaks"] == {"rows": 195, "f1": 1.0, "accuracy": 1.0}
    everything = score_model(split_of(leaked=range(N)), predictions, [0.5])
    assert everything["without_leaks"] is None


def test_slices_are_scored_by_themselves():
    """Messages without a name belong to none."""
    scored = score_model(split_of(slices=["a"] * 50 + [""] * 150), model(0.3), [0.5, 0.5])
    assert {name: part["rows"] for name, part in scored["slices"].items()} == {"a": 50}


def test_the_threshold_chosen_on_validation_stands_beside_one_half():
    """A model that says too little is mended by it."""
    scored = score_model(split_of(), model(0.1, shift=-0.3), [0.5, 0.5])
    assert scored["valid_threshold"]["f1"] > scored["mean"]["f1"]
    assert max(scored["valid_threshold"]["thresholds"]) < 0.5


def test_a_text_that_differs_but_for_case_is_leaked():
    """From the training or the validation split."""
    texts = {"train": "Call  NOW", "valid": "hi", "test": "call now"}
    splits = {name: [Message(0, text, "a", "")] for name, text in texts.items()}
    assert hold_out(splits, ["a", "b"]).leaked.tolist() == [True]
    splits["test"] = [Message(0, "call", "b", "")]
    test = hold_out(splits, ["a", "b"])
    assert (test.leaked.tolist(), test.labels.tolist()) == ([False], [1])


def test_the_leaderboard_says_what_it_is_of():
    """The baseline alone has no p-values."""
    board = make_leaderboard(
        split_of(), {"plain": model(0.3, 1)}, SETTINGS, preset="sample", split="group"
    )
    assert (board["preset"], board["split"], board["rows"]) == ("sample", "group", N)
    assert "p_f1" not in board["models"]["plain"]
    assert board["verdict"].startswith("No model is better than the baseline, plain (F1 ")


def test_a_model_is_flattened_to_one_row():
    """Means, the deviation of F1, and F1 of each slice."""
    flat = flatten(score_model(split_of(slices=["a"] * 50 + [""] * 150), model(0.3), [0.5, 0.5]))
    assert {"f1", "accuracy", "f1_sd", "f1_a"} <= set(flat)


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ({}, "No model is {bar}."),
        ({"a": "tie"}, "No model is {bar}: 1 shows no clear difference."),
        ({"a": "better"}, "a (0.950) is {bar}."),
        ({"a": "better", "b": "better"}, "a (0.950) and b (0.950) are {bar}."),
        (
            {"a": "better", "b": "tie", "c": "worse"},
            "a (0.950) is {bar}; of the others, 1 shows no clear difference and 1 is worse.",
        ),
        (
            {"a": "tie", "b": "tie", "c": "worse"},
            "No model is {bar}: 2 show no clear difference and 1 is worse.",
        ),
        ({"a": "worse", "b": "worse"}, "No model is {bar}: 2 are worse."),
    ],
)
def test_the_verdict_is_a_sentence(verdicts, expected):
    """It names those that are better, and counts the others."""
    boards = {name: {"mean": {"f1": 0.95}, "verdict": word} for name, word in verdicts.items()}
    boards["plain"] = {"mean": {"f1": 0.9}, "verdict": "baseline"}
    bar = "better than the baseline, plain (F1 0.900)"
    assert write_verdict(boards, "plain") == expected.format(bar=bar)
