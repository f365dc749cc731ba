"""Intervals: against scikit-learn on repeated rows, and what the draws are."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import brier_score_loss

from bakeoff.evaluation import bootstrap as module
from bakeoff.evaluation.bootstrap import average, bootstrap, draw_seeds, draw_texts
from bakeoff.evaluation.intervals import tidy
from bakeoff.evaluation.scoring.scores import decide, score, summarise
from bakeoff.evaluation.weighted import NEED_ALL_CLASSES, Outcomes, Scorer
from benchmarks.intervals import World, try_world


@st.composite
def splits(draw):
    """Draw labels and outcomes: few values, so many are tied, and some are 0; not all add up."""
    seeds, n, classes = (draw(st.integers(*ends)) for ends in ((1, 3), (1, 14), (2, 4)))
    labels = draw(arrays(np.int32, n, elements=st.integers(0, classes - 1)))
    cells = draw(arrays(np.float32, (seeds, n, classes), elements=st.sampled_from([0, 1, 2, 5])))
    cells[cells.sum(axis=2) == 0] = 1
    wide = cells / cells.sum(axis=2, keepdims=True) * np.float32(draw(st.sampled_from([1, 0.9])))
    return labels, Outcomes(np.array([decide(seed, 0.5) for seed in wide]), wide)


def world(n=200, seeds=3, share=0.3):
    """Make labels and two models: "base" of one seed, "model" of more."""
    generator = np.random.default_rng(1)
    labels = (generator.random(n) < share).astype(np.int32)

    def model(seeds):
        second = 1 / (1 + np.exp(-generator.normal(3.0 * labels - 1.5, 1.5, (seeds, n))))
        wide = np.stack([1 - second, second], axis=2).astype(np.float32)
        return Outcomes((second >= 0.5).astype(np.int32), wide)

    return labels, {"base": model(1), "model": model(seeds)}


@pytest.mark.filterwarnings("ignore:A single label")
@given(splits())
@settings(max_examples=60, deadline=None)
def test_each_draw_is_scored_as_scikit_learn_scores_its_rows(split):
    """Rows as often as they were drawn; where a class is lacking that the messages have: nan."""
    labels, outcomes = split
    classes = outcomes.probabilities.shape[2]
    weights = next(draw_texts(len(labels), 3, seed=1))
    found = Scorer(labels, outcomes).score(weights, weights.T)
    for i, row in enumerate(weights):
        rows = np.repeat(np.arange(len(labels)), row.astype(int))
        lacking = set(labels.tolist()) - set(labels[rows].tolist())
        for seed, wide in enumerate(outcomes.probabilities):
            expected = score(labels[rows], wide[rows])
            errors = wide[rows] / wide[rows].sum(axis=1, keepdims=True)
            errors -= np.eye(classes, dtype=np.float32)[labels[rows]]
            expected["brier"] = (errors**2).sum() / len(rows) / (2 if classes == 2 else 1)
            for name in found:
                value = found[name][i, seed]
                if lacking and name in NEED_ALL_CLASSES:
                    assert np.isnan(value)
                elif name in expected:
                    assert value == pytest.approx(expected[name], abs=2e-6)


@pytest.mark.filterwarnings("ignore:A single label")
@given(splits())
@settings(max_examples=50, deadline=None)
def test_the_means_are_those_of_the_leaderboard(split):
    """All scores that are defined, and Brier's."""
    labels, outcomes = split
    found = bootstrap(labels, {"m": outcomes}, "m", draws=2, seed=1)["m"]
    mean, _ = summarise([score(labels, wide) for wide in outcomes.probabilities])
    assert set(found) == {*mean, "brier"}
    for name, value in mean.items():
        assert found[name].mean == pytest.approx(value, abs=1.1e-6)


def test_brier_is_scikit_learns():
    """Half as much for two classes as the sum over classes."""
    for classes in (2, 3):
        wide = np.random.default_rng(1).dirichlet(np.ones(classes), 20).astype(np.float32)
        labels = np.arange(20, dtype=np.int32) % classes
        found = bootstrap(labels, {"m": Outcomes(labels[None], wide[None])}, "m", draws=2, seed=1)
        guess = wide[:, 1] if classes == 2 else wide / wide.sum(axis=1, keepdims=True)
        assert found["m"]["brier"].mean == pytest.approx(brier_score_loss(labels, guess), abs=1e-6)


def test_messages_are_drawn_n_of_n_whatever_the_portions(monkeypatch):
    """The first draws stay the same when there are more, or when fewer are held at once."""
    whole = np.concatenate(list(draw_texts(7, 9, seed=1)))
    assert (whole.sum(axis=1) == 7).all()
    monkeypatch.setattr(module, "CHUNK", 14)
    parts = list(draw_texts(7, 5, seed=1))
    assert [len(part) for part in parts] == [2, 2, 1]
    assert (np.concatenate(parts) == whole[:5]).all()


def test_one_seed_less_is_drawn_so_that_the_variance_of_the_mean_is_right():
    """Variance over draws: that of a sample, divided by the seeds."""
    scores = np.array([0.3, 0.5, 0.9])
    shares = draw_seeds(3, 200_000, 1, "m")
    assert set(shares.ravel()) == {0.0, 0.5, 1.0}
    assert (shares @ scores).var() == pytest.approx(scores.var(ddof=1) / 3, rel=0.02)
    assert (draw_seeds(1, 2, 1, "m") == 1).all()
    assert (draw_seeds(3, 50, 1, "other") != shares[:50]).any()


def test_the_messages_share_in_the_spread_of_seeds_counts_once():
    """Variance of the draws: the messages', and what the spread of the seeds has beyond it."""
    generator, draws, k = np.random.default_rng(1), 100_000, 3
    whole = np.array([0.80, 0.88, 0.93])
    drawn = whole + generator.normal(0, 0.02, (draws, 1)) + generator.normal(0, 0.03, (draws, k))
    found = average(whole, drawn, draw_seeds(k, draws, 1, "m")).draws.var()
    beyond = whole.var(ddof=1) - 0.03**2
    assert found == pytest.approx(0.02**2 + 0.03**2 / k + beyond / k, rel=0.02)


def test_a_model_like_the_baseline_is_no_different():
    """Exactly 0; with one seed the interval too."""
    labels, models = world()
    found = bootstrap(labels, {**models, "twin": models["base"]}, "base", draws=50, seed=1)
    assert str(tidy(-1e-9)) == "0.0"
    for estimate in (*found["twin"].values(), *found["base"].values()):
        ends = estimate.difference, estimate.difference_low, estimate.difference_high
        assert ends == (0.0, 0.0, 0.0)


def test_a_model_s_intervals_depend_on_no_other_model():
    """Nor do they change from run to run; another seed changes them."""
    labels, models = world()
    found = bootstrap(labels, models, "base", draws=50, seed=1)
    more = {"new": models["model"], **models}
    assert bootstrap(labels, more, "base", draws=50, seed=1)["model"] == found["model"]
    assert bootstrap(labels, models, "base", draws=50, seed=2) != found


def test_where_a_class_is_missing_its_scores_are_left_out():
    """As `score` does; Brier stays."""
    labels, models = world()
    found = bootstrap(labels * 0, models, "base", draws=20, seed=1)["model"]
    assert {"f1", "brier"} <= set(found) and not {"pr_auc", "roc_auc", "log_loss"} & set(found)
    assert found["f1"].mean == found["f1"].high == 0.0


def test_draws_without_a_class_are_counted_and_do_not_count():
    """One positive of five is drawn in two of three draws; accuracy needs none."""
    labels = np.array([0, 0, 0, 0, 1], np.int32)
    wide = np.eye(2, dtype=np.float32)[[labels]]
    found = bootstrap(labels, {"m": Outcomes(labels[None], wide)}, "m", draws=3000, seed=1)["m"]
    assert found["f1"].undefined / 3000 == pytest.approx(0.8**5, abs=0.03)
    assert found["f1"].draws + found["f1"].undefined == 3000
    assert (found["f1"].low, found["f1"].high, found["accuracy"].undefined) == (1.0, 1.0, 0)


def test_no_draw_with_all_classes_leaves_no_interval():
    """Sixty classes of one message each."""
    labels = np.arange(60, dtype=np.int32)
    outcomes = Outcomes(labels[None], np.eye(60, dtype=np.float32)[None])
    found = bootstrap(labels, {"m": outcomes}, "m", draws=20, seed=1)["m"]
    assert (found["f1"].mean, found["f1"].low, found["f1"].draws) == (1.0, None, 0)
    assert found["accuracy"].low == 1.0


@pytest.mark.parametrize("labels", [[0], [1], [0, 1, 1, 0]])
def test_all_right_and_all_wrong(labels):
    """Down to a single message."""
    labels = np.array(labels, np.int32)
    right = Outcomes(labels[None], np.eye(2, dtype=np.float32)[[labels]])
    wrong = Outcomes(1 - labels[None], np.eye(2, dtype=np.float32)[[1 - labels]])
    found = bootstrap(labels, {"right": right, "wrong": wrong}, "wrong", draws=30, seed=1)
    best, worst = (found[name]["accuracy"] for name in ("right", "wrong"))
    assert (best.low, best.high, worst.low, worst.high) == (1.0, 1.0, 0.0, 0.0)
    assert best.difference == best.difference_low == 1.0


def test_scores_of_ranks_take_fewer_draws_of_many_messages(monkeypatch):
    """The estimate says how many."""
    monkeypatch.setattr(module, "RANK_BUDGET", 1)
    monkeypatch.setattr(module, "FEWEST", 10)
    labels, models = world()
    found = bootstrap(labels, models, "base", draws=30, seed=1)["model"]
    assert (found["pr_auc"].draws, found["f1"].draws) == (10, 30)


@pytest.mark.slow
def test_intervals_hold_the_truth_as_often_as_they_say():
    """93 to 97 %, give or take three standard errors of 400 worlds."""
    shares = try_world(World(n=1000, seeds=5, spread=0.05), worlds=400, draws=1000)
    for share in shares[:4]:
        assert 0.93 - 3 * 0.0128 <= share <= 0.97 + 3 * 0.0085
