"""The leaderboard: what is scored on which texts."""

import numpy as np
import pytest
from sklearn.metrics import f1_score

from bakeoff.evaluation.answer import make_answer
from bakeoff.evaluation.held_out import final_threshold
from bakeoff.evaluation.leaderboard import About, list_scores, make_leaderboard, score_model
from bakeoff.evaluation.question import Question
from bakeoff.evaluation.scored_models import pool_model
from bakeoff.evaluation.scoring.scores import score
from bakeoff.evaluation.settings import Evaluate
from tests.evaluation.held import make_held, make_predictions, two

N = 120
LABELS = [int(i % 3 == 0) for i in range(N)]
SETTINGS = Evaluate(
    metric="f1",
    margin={"f1": 0.02},
    precision=0.9,
    baseline="plain",
    threshold="half",
    quick=False,
    draws=200,
    seed=1,
)


def predict(held, noise, shift=0.0):
    """Predict with more errors the more noise there is."""
    draw = np.random.default_rng(int(noise * 100))
    rounds = np.array(LABELS) * 0.6 + 0.2 + shift + draw.normal(0, noise, (4, N))
    return make_predictions(held, np.stack([two(*row) for row in np.clip(rounds, 0.001, 0.999)]))


def describe(names, **changes):
    """Say what params.yaml says of models."""
    said = {
        "settings": SETTINGS,
        "preset": "sample",
        "split": "folds",
        "invented": {"texts": True, "vectors": ["glove"]},
        "descriptions": {name: f"what {name} is" for name in names},
        "licences": {name: {"glove": None} for name in names},
        "members": {"plain": ["a", "b"]},
    }
    return About(**{**said, **changes})


def board_of(held, **noises):
    """Answer, and make the leaderboard."""
    models = {name: pool_model(held, predict(held, x), "half") for name, x in noises.items()}
    pooled = {name: model.pooled for name, model in models.items()}
    question = Question("f1", "plain", 0.02, 200, 1, 0.9)
    answer = make_answer(held.texts(), pooled, dict.fromkeys(models, (0, 0)), question)
    board = make_leaderboard(held, models, answer, describe(models))
    return board, answer, models


def test_the_best_comes_first_and_carries_what_the_answer_says():
    """Scores, intervals and words are the answer's; the baseline has its own word."""
    board, answer, _ = board_of(make_held(LABELS), plain=0.3, good=0.1, bad=0.9)
    assert list(board["models"]) == ["good", "plain", "bad"]
    words = {name: model["word"] for name, model in board["models"].items()}
    pairs = {pair["model"]: pair["word"] for pair in answer["against_baseline"]}
    assert words == {**pairs, "plain": "baseline"} and words["bad"] == "worse"
    for name, model in board["models"].items():
        for metric, line in answer["scores"][name].items():
            assert model["mean"][metric] == pytest.approx(line["value"], abs=2e-6)
            assert model["intervals"][metric] == {"low": line["low"], "high": line["high"]}


def test_the_leaderboard_says_what_it_is_of():
    """Texts of each class, rounds and repeats, and what params.yaml says."""
    board, _, _ = board_of(make_held(LABELS), plain=0.3)
    assert (board["preset"], board["split"], board["rows"]) == ("sample", "folds", N)
    assert (board["metric"], board["classes"]) == ("f1", ["a", "b"])
    assert board["class_counts"] == {"a": 80, "b": 40}
    assert board["invented"] == {"texts": True, "vectors": ["glove"]}
    model = board["models"]["plain"]
    assert (model["rounds"], model["repeats"], model["thresholds"]) == (4, 2, [0.5] * 4)
    assert (model["description"], model["licences"]) == ("what plain is", {"glove": None})
    assert model["members"] == ["a", "b"]
    assert model["threshold"] == 0.5


def test_slices_are_scored_by_themselves():
    """Texts without a name belong to none."""
    held = make_held(LABELS, slices=["x"] * 40 + [""] * 80)
    model = pool_model(held, predict(held, 0.3), "half")
    parts = score_model(held, model, 0.9)
    assert {name: part["rows"] for name, part in parts.items()} == {"": N, "x": 40}
    repeats = model.pooled.probabilities[:, :40]
    f1 = np.mean([score(held.labels[:40], repeat)["f1"] for repeat in repeats])
    assert parts["x"]["mean"]["f1"] == pytest.approx(f1, abs=2e-6)


def test_the_threshold_chosen_on_validation_stands_beside_one_half():
    """A model that says too little is mended by it."""
    held = make_held(LABELS)
    model = pool_model(held, predict(held, 0.1, shift=-0.3), "half")
    question = Question("f1", "m", 0.02, 50, 1, 0.9)
    answer = make_answer(held.texts(), {"m": model.pooled}, {"m": (0, 0)}, question)
    settings = SETTINGS.model_copy(update={"baseline": "m"})
    board = make_leaderboard(held, {"m": model}, answer, describe("m", settings=settings))
    scored = board["models"]["m"]
    assert scored["valid_threshold"]["f1"] > scored["mean"]["f1"]
    assert max(scored["valid_threshold"]["thresholds"]) < 0.5


def test_the_threshold_of_the_saved_model_is_the_mean_of_its_rounds():
    """With more than two classes there is none."""
    assert final_threshold([0.25, 0.75, 0.5, 0.0], 2) == 0.375
    assert final_threshold([0.5, 0.5], 3) is None


def test_classes_are_scored_by_themselves():
    """As scikit-learn scores them, the mean over repeats."""
    held = make_held(LABELS, classes=["toString", "__proto__"])
    board, _, models = board_of(held, plain=0.3)
    chosen = models["plain"].pooled.chosen
    f1 = np.mean([f1_score(LABELS, repeat, average=None) for repeat in chosen], axis=0)
    found = board["models"]["plain"]["by_class"]
    assert {name: x["f1"] for name, x in found.items()} == pytest.approx(
        {"toString": f1[0], "__proto__": f1[1]}, abs=5e-5
    )


def test_slices_carry_intervals_of_the_verdicts_score():
    """Around the score; the more texts, the narrower; none where no text is positive."""
    names = ["large"] * 80 + ["__proto__"] * 20 + ["no"] * 20
    held = make_held([*LABELS[:100], *[0] * 20], slices=names)
    board, _, _ = board_of(held, plain=0.3, other=0.25)
    for model in board["models"].values():
        widths = {}
        for name, part in model["slices"].items():
            low, high = part["interval"]["low"], part["interval"]["high"]
            if name == "no":
                assert low is None and high is None
            else:
                assert low <= part["mean"]["f1"] <= high
                widths[name] = high - low
        assert widths["large"] < widths["__proto__"]


def test_the_scores_for_dvc_are_one_per_model():
    """That of the verdict, the best first."""
    board, answer, _ = board_of(make_held(LABELS), plain=0.3, good=0.1, bad=0.9)
    scores = list_scores(board)
    assert list(scores) == ["good", "plain", "bad"]
    f1 = {name: lines["f1"]["value"] for name, lines in answer["scores"].items()}
    assert scores == pytest.approx(f1, abs=2e-6)


def test_the_calibration_error_and_the_brier_score_are_not_the_same():
    """By hand: texts with .2 and .8 have a gap of .2 in both bins, and a squared error of .04."""
    held = make_held([0, 0, 1, 1] * 30)
    sure = make_predictions(held, two(*[0.2, 0.2, 0.8, 0.8] * 30))
    model = pool_model(held, sure, "half")
    question = Question("f1", "m", 0.02, 50, 1, 0.9)
    answer = make_answer(held.texts(), {"m": model.pooled}, {"m": (0, 0)}, question)
    settings = SETTINGS.model_copy(update={"baseline": "m"})
    board = make_leaderboard(held, {"m": model}, answer, describe("m", settings=settings))
    scored = board["models"]["m"]
    assert scored["calibration"]["ece"] == pytest.approx(0.2)
    assert scored["mean"]["brier"] == pytest.approx(0.04)
