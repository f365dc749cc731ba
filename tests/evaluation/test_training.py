"""Variances of training, as the answer takes them."""

import numpy as np
import pytest

from bakeoff.evaluation.pooled import Pooled
from bakeoff.evaluation.training import estimate_training, stack_values
from bakeoff.evaluation.training_variance import training_variance
from benchmarks.answer import make_world


def test_each_score_has_its_own_variances():
    """Pairs are those of the verdict's score."""
    tested, models = make_world(300, 3, 2, 2)
    found = estimate_training(tested, models, "log_loss", 0.9)
    rounds = models["model0"].rounds
    for score in ("f1", "log_loss", "pr_auc", "recall_at_precision"):
        values = stack_values(tested, models, score, 0.9)
        expected = training_variance(values, rounds, tested.groups)
        assert found.scores[score] == pytest.approx(expected.scores)
        if score == "log_loss":
            assert found.pairs == pytest.approx(expected.differences)
    assert found.pairs.shape == (3, 3) and (found.pairs >= 0).all()


def test_a_model_without_chance_counts_for_every_seed():
    """Where others have a repeat per seed, which all have one round."""
    tested, models = make_world(100, 2, 3, 2)
    network, linear = (
        Pooled(x.chosen, x.probabilities, np.repeat([[0], [1], [2]], 100, axis=1))
        for x in models.values()
    )
    linear = Pooled(*(values[:1] for values in vars(linear).values()))
    values = stack_values(tested, {"linear": linear, "network": network}, "accuracy", 0.9)
    assert values.shape == (2, 3, 100) and (values[0] == values[0, :1]).all()
    found = estimate_training(tested, {"a": linear, "b": network}, "accuracy", 0.9)
    assert found.scores["accuracy"][0] == pytest.approx(0, abs=1e-12)


def test_more_classes_have_no_recall_at_a_precision():
    """Nor are they asked for it."""
    tested, models = make_world(300, 2, 2, 3)
    found = estimate_training(tested, models, "macro_f1", 0.9)
    assert "recall_at_precision" not in found.scores and "pr_auc" in found.scores


def test_a_control_does_not_widen_the_intervals_of_others():
    """Nor do they narrow its own."""
    tested, models = make_world(300, 4, 2, 2)
    names, others = list(models), list(models)[:3]
    every = estimate_training(tested, models, "f1", 0.9)
    without = estimate_training(tested, {name: models[name] for name in others}, "f1", 0.9)
    found = estimate_training(tested, models, "f1", 0.9, controls={names[3]: names[0]})
    assert found.pairs[:3, :3] == pytest.approx(without.pairs)
    assert found.pairs[3] == pytest.approx(every.pairs[3])
    assert found.scores["f1"][:3] == pytest.approx(without.scores["f1"])
    assert found.scores["f1"][3] == every.scores["f1"][3]
