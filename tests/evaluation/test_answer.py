"""The whole answer, on predictions that are made up."""

import json

import numpy as np
import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.evaluation.answer import make_answer
from bakeoff.evaluation.answer_format import turn
from bakeoff.evaluation.pooled import Pooled
from bakeoff.evaluation.question import Question, Texts, Training
from benchmarks.answer import answer_equal, count_false, make_world


def ask(tested, models, metric="f1", margin=0.02, baseline="model0", costs=None, **more):
    """Ask with few draws; without costs the models cost more from the first to the last."""
    training = more.pop("training", None)
    question = Question(metric, baseline, margin, more.pop("draws", 200), 1, **more)
    costs = costs or {name: (number, 0) for number, name in enumerate(models)}
    return make_answer(tested, models, costs, question, training)


def make_perfect(tested, repeats=2):
    """Predict every label with certainty."""
    chosen = np.tile(tested.labels, (repeats, 1))
    wide = np.eye(len(tested.classes), dtype=np.float32)[chosen]
    return Pooled(chosen, wide, np.zeros_like(chosen))


def find_pair(answer, model, other):
    """Find a pair by its names."""
    lines = answer["against_baseline"] + answer["pairs"]
    return next(x for x in lines if (x["model"], x["other"]) == (model, other))


@pytest.mark.parametrize("metric", ["f1", "pr_auc", "log_loss", "recall_at_precision"])
def test_the_same_predictions_are_equal(metric):
    """By every metric, and of twins that cost the same the first is as good."""
    tested, models = make_world(300, 2, 2, 2)
    models["twin"] = models["model1"]
    answer = ask(tested, models, metric, margin=0.0, precision=0.9)
    twins = find_pair(answer, "model1", "twin")
    assert (twins["word"], twins["low"], twins["high"], twins["p_value"]) == ("equal", 0, 0, 1)
    assert twins["smallest_difference"] is None
    lines = {x["model"]: x | {"model": ""} for x in answer["against_baseline"]}
    assert lines["twin"] == lines["model1"]


@pytest.mark.parametrize("metric", ["f1", "log_loss", "pr_auc", "mcc", "accuracy"])
def test_a_perfect_model_is_what_the_check_supposes(metric):
    """The bound for a model without errors is that of such a model, but for the critical value."""
    tested, models = make_world(400, 2, 2, 2)
    supposed = ask(tested, models, metric)
    models["perfect"] = make_perfect(tested)
    pair = find_pair(ask(tested, models, metric), "perfect", "model0")
    low = pair["difference"] - supposed["critical_baseline"] * pair["se_texts"]
    assert supposed["perfect"]["low"] == pytest.approx(low, abs=1e-5)
    assert pair["difference"] > 0 and pair["word"] == "better"


def test_few_texts_leave_no_room_for_a_better_model():
    """The answer says so first."""
    tested, models = make_world(400, 2, 2, 2)
    models["nearly"] = make_perfect(tested)
    models["nearly"].chosen[:, np.flatnonzero(tested.labels)[0]] = 0
    answer = ask(tested, models, baseline="nearly")
    assert not answer["perfect"]["could_be_better"]
    assert answer["sentences"][0].startswith("Even a model without errors could not be called")


def test_one_model_is_recommended_alone():
    """With its scores and their intervals."""
    tested, models = make_world(200, 1, 2, 2)
    answer = ask(tested, models)
    assert (answer["against_baseline"], answer["pairs"]) == ([], [])
    assert answer["recommendation"]["rule"] == "only"
    assert answer["recommendation"]["sentence"].startswith("Use model0, the baseline: there is no")
    line = answer["scores"]["model0"]["f1"]
    assert line["low"] < line["value"] < line["high"]


def test_a_class_that_draws_miss_is_left_out_of_them():
    """Of 25 classes several are lacking in every draw; two classes lose the draw."""
    tested, models = make_world(60, 3, 2, 25)
    answer = ask(tested, models)
    assert (answer["metric"], answer["label"], answer["undefined"]) == ("macro_f1", "macro F1", 0)
    assert answer["scores"]["model0"]["pr_auc"]["draws"] == 200
    labels = np.array([1, 1] + [0] * 18, np.int32)
    _, models = make_world(20, 2, 1, 2)
    answer = ask(Texts(labels, ["ham", "spam"], np.arange(20)), models)
    assert answer["draws"] + answer["undefined"] == 200
    assert answer["undefined"] / 200 == pytest.approx(0.9**20, abs=0.1)


def test_lower_log_loss_is_better():
    """Differences are turned, scores are not."""
    tested, models = make_world(400, 1, 2, 2)
    models["perfect"] = make_perfect(tested)
    answer = ask(tested, models, "log_loss", margin=0.01)
    pair = find_pair(answer, "perfect", "model0")
    assert (pair["word"], answer["lower_is_better"]) == ("better", True)
    assert pair["difference"] == answer["scores"]["model0"]["log_loss"]["value"] > 0
    assert list(answer["scores"]) == ["perfect", "model0"]
    assert (answer["recommendation"]["model"], answer["recommendation"]["score"]) == ("perfect", 0)
    chosen = ask(tested, {"model0": models["model0"]}, "log_loss")["recommendation"]
    assert chosen["score_out_of_bag"] == pytest.approx(chosen["score"], rel=0.1)


def test_training_rows_widen_every_interval():
    """The standard errors add up as squares, and the words follow."""
    tested, models = make_world(400, 3, 2, 2)
    plain = find_pair(ask(tested, models), "model1", "model0")
    training = Training(np.full((3, 3), 0.04**2), {"f1": np.full(3, 0.03**2)})
    answer = ask(tested, models, training=training)
    wide = find_pair(answer, "model1", "model0")
    half = answer["critical_baseline"] * np.hypot(plain["se_texts"], 0.04)
    assert wide["high"] - wide["difference"] == pytest.approx(half, abs=2e-6)
    assert (wide["se_training"], wide["se_texts"]) == (0.04, plain["se_texts"])
    assert wide["p_value"] >= plain["p_value"]
    line, narrow = (x["scores"]["model0"]["f1"] for x in (answer, ask(tested, models)))
    assert line["high"] - line["low"] > narrow["high"] - narrow["low"]


def test_copies_in_one_group_count_once():
    """Twice the texts in the same groups leave every standard error as it was."""
    tested, models = make_world(300, 3, 2, 2)
    answer = ask(tested, models)
    twice = Texts(np.tile(tested.labels, 2), tested.classes, np.tile(tested.groups, 2))
    copies = {
        name: Pooled(
            np.tile(model.chosen, 2),
            np.tile(model.probabilities, (1, 2, 1)),
            np.tile(model.rounds, 2),
        )
        for name, model in models.items()
    }
    doubled = ask(twice, copies)
    for name in ("difference", "low", "high", "p_value", "se_texts"):
        assert [x[name] for x in doubled["pairs"]] == [x[name] for x in answer["pairs"]]
    assert (doubled["texts"], doubled["groups"]) == (600, 300)


def test_the_answer_is_plain_json_and_the_same_each_time():
    """Whatever the metric."""
    tested, models = make_world(200, 3, 1, 3)
    for metric in ("f1", "pr_auc", "log_loss"):
        text = json.dumps(ask(tested, models, metric), allow_nan=False)
        assert text == json.dumps(ask(tested, models, metric))


def test_seeds_of_one_training_set_are_named():
    """There all texts of a repeat were held out together."""
    tested, models = make_world(200, 2, 2, 2)
    assert not ask(tested, models)["one_training_set"]
    one = {
        name: Pooled(model.chosen, model.probabilities, np.repeat([[0], [1]], 200, axis=1))
        for name, model in models.items()
    }
    answer = ask(tested, one)
    assert answer["one_training_set"]
    assert answer["sentences"][-1].startswith("For these training rows use")


def test_a_baseline_that_does_not_exist_is_refused():
    """The line names the models."""
    tested, models = make_world(50, 2, 1, 2)
    with pytest.raises(BakeoffError, match="expected one of model0, model1; got 'tfidf'"):
        ask(tested, models, baseline="tfidf")


def test_too_few_draws_with_a_score_are_refused():
    """A quantile needs twenty."""
    tested, models = make_world(50, 2, 1, 2)
    with pytest.raises(BakeoffError, match="20 draws or more that have the F1, got 19 of 19"):
        ask(tested, models, draws=19)


def test_equal_models_are_rarely_called_different():
    """Both families; six models that err alike, at most one world in twenty, give or take."""
    worlds = 40
    wrong = np.mean([count_false(answer_equal(i, 300, 6, 200)) for i in range(worlds)], axis=0)
    assert (wrong <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / worlds)).all()


def test_a_control_says_what_vectors_are_worth():
    """The difference is the pair's, turned to the model, whichever of the two is better."""
    tested, models = make_world(400, 3, 2, 2)
    answer = ask(tested, models, controls={"model2": "model1"})
    (worth,) = answer["pretraining"]
    pair = next(x for x in answer["pairs"] if {x["model"], x["other"]} == {"model1", "model2"})
    assert (worth["model"], worth["other"]) == ("model1", "model2")
    sign = 1 if pair["model"] == "model1" else -1
    ends = sorted([sign * pair["low"], sign * pair["high"]])
    assert [worth["low"], worth["difference"], worth["high"]] == [
        ends[0],
        sign * pair["difference"],
        ends[1],
    ]
    (turned,) = ask(tested, models, controls={"model1": "model2"})["pretraining"]
    assert turned["difference"] == -worth["difference"]
    assert (turned["low"], turned["high"]) == (-worth["high"], -worth["low"])
    assert turned["word"] == {"better": "worse", "worse": "better"}.get(
        worth["word"], worth["word"]
    )


def test_only_undecided_pairs_say_how_many_texts_would_settle_them():
    """A perfect model's are settled."""
    tested, models = make_world(400, 4, 2, 2)
    answer = ask(tested, {**models, "perfect": make_perfect(tested)})
    lines = [*answer["against_baseline"], *answer["pairs"]]
    assert {line["word"] for line in lines} > {"undecided"}
    for line in lines:
        assert (line["texts_needed"] is not None) == (line["word"] == "undecided")


@pytest.mark.parametrize("baseline", ["model0", "model3"])
def test_a_model_that_has_a_control_is_held_against_learned_vectors(baseline):
    """Whether these are the baseline's or another model's."""
    tested, models = make_world(400, 4, 2, 2)
    answer = ask(
        tested, models, baseline=baseline, controls={"model2": "model1"}, learned=("model3",)
    )
    (pair,) = answer["against_learned"]
    assert (pair["model"], pair["other"]) == ("model1", "model3")
    lines = [*answer["against_baseline"], *answer["pairs"]]
    assert pair in [*lines, *map(turn, lines)]


def test_a_control_is_not_recommended_for_its_cost():
    """It costs what its model does, but for a byte."""
    tested, models = make_world(300, 2, 2, 2)
    models["control"] = models["model1"]
    costs = {"model0": (9, 9), "model1": (5, 2), "control": (5, 1)}
    plain = ask(tested, models, margin=0.5, costs=costs)["recommendation"]
    assert plain["model"] == "control"
    chosen = ask(tested, models, margin=0.5, costs=costs, controls={"control": "model1"})
    assert chosen["recommendation"]["model"] == "model1"
    assert chosen["recommendation"]["cost"] == {"download_bytes": 5, "model_bytes": 2}


@pytest.mark.parametrize(("margin", "rule"), [(0.5, "close_to_best"), (0.0, "not_worse")])
def test_the_recommendation_tells_its_rule(margin, rule):
    """With a wide margin all models are close; without one, none of models that differ a little."""
    tested, models = make_world(300, 3, 2, 2)
    found = ask(tested, models, margin=margin)["recommendation"]
    assert found["rule"] == rule
    assert ("at most .5 F1 worse" in found["sentence"]) == (rule == "close_to_best")


def test_without_a_precision_no_false_alarm_is_allowed():
    """The label says so."""
    tested, models = make_world(200, 1, 1, 2)
    found = ask(tested, models, "recall_at_precision")
    strict = ask(tested, models, "recall_at_precision", precision=1.0)
    assert found == strict and found["label"] == "recall at precision 1"
