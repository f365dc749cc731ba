"""Draws of groups, and the scores of all models in them."""

import numpy as np
import pytest

from bakeoff.core.errors import BakeoffError
from bakeoff.evaluation import draws as module
from bakeoff.evaluation.draws import count_rank_draws, draw_groups, draw_scores
from bakeoff.evaluation.pooled import PooledScorer
from benchmarks.answer import make_world


def test_groups_are_drawn_whole_whatever_the_portions(monkeypatch):
    """As many groups as there are; more draws or smaller portions do not change the first ones."""
    groups = np.array([7, 7, 7, 3, 9, 9])
    whole = np.concatenate(list(draw_groups(groups, 9, seed=1)))
    assert (whole[:, 0] == whole[:, 2]).all() and (whole[:, 4] == whole[:, 5]).all()
    assert (whole[:, [0, 3, 4]].sum(axis=1) == 3).all()
    monkeypatch.setattr(module, "CHUNK", 12)
    parts = list(draw_groups(groups, 5, seed=1))
    assert [len(part) for part in parts] == [2, 2, 1]
    assert (np.concatenate(parts) == whole[:5]).all()


@pytest.mark.parametrize("metric", ["f1", "pr_auc", "log_loss"])
def test_the_verdict_is_also_scored_on_the_texts_that_were_not_drawn(metric):
    """Of every draw; all models share the draws."""
    tested, models = make_world(60, 2, 2, 2)
    pooled = list(models.values())
    found = draw_scores(tested.labels, pooled, tested.groups, metric, draws=5, seed=3)
    weights = np.concatenate(list(draw_groups(tested.groups, 5, seed=3)))
    for number, model in enumerate(pooled):
        scorer, left = PooledScorer(tested.labels, model), (weights == 0).astype(float)
        expected = scorer.score(weights, weights.T)[metric]
        assert found.draws[metric][:, number] == pytest.approx(expected)
        expected = scorer.score(left, left.T)[metric]
        assert found.out_of_bag[:, number] == pytest.approx(expected)


def test_ranks_take_fewer_draws_where_there_is_much_to_rank(monkeypatch):
    """So do the texts not drawn, if the verdict is a score of ranks."""
    monkeypatch.setattr(module, "RANK_BUDGET", 1)
    monkeypatch.setattr(module, "FEWEST", 10)
    monkeypatch.setattr(module, "CHUNK", 240)
    tested, models = make_world(60, 2, 1, 3)
    task = tested.labels, list(models.values()), tested.groups
    found = draw_scores(*task, "pr_auc", draws=30, seed=1)
    assert [len(found.draws[name]) for name in ("pr_auc", "accuracy")] == [10, 30]
    assert len(found.out_of_bag) == 10
    assert len(draw_scores(*task, "mcc", draws=30, seed=1).out_of_bag) == 30


def test_texts_of_a_single_group_are_refused():
    """They cannot be drawn anew."""
    tested, models = make_world(10, 1, 1, 2)
    with pytest.raises(BakeoffError, match="two groups or more, got 10 in one"):
        draw_scores(tested.labels, [*models.values()], tested.groups * 0, "f1", draws=9, seed=1)


@pytest.mark.parametrize(("classes", "expected"), [(2, 1100), (3, 1000)])
def test_ranks_weight_two_billion_texts_or_so(classes, expected):
    """2.2e9 over a million texts, two repeats and, of more than two, the classes; 1000 at least."""
    tested, models = make_world(20, 1, 2, classes)
    scorers = [PooledScorer(tested.labels, model) for model in models.values()]
    assert count_rank_draws(scorers, 1_000_000, 9000) == expected
    assert count_rank_draws(scorers, 1_000_000, 900) == 900
