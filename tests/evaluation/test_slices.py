"""Slices, and the intervals of scores in them."""

import numpy as np
import pytest
from scipy.stats import bootstrap
from sklearn.metrics import f1_score

from bakeoff.evaluation.pooled import Pooled
from bakeoff.evaluation.question import Texts
from bakeoff.evaluation.settings import Evaluate
from bakeoff.evaluation.slices import bound_slice, find_slices
from tests.evaluation.held import make_held

N = 120
NOTHING = {"low": None, "high": None}
SETTINGS = Evaluate(
    metric="f1",
    margin={"f1": 0.02},
    precision=0.9,
    baseline="m",
    threshold="half",
    quick=False,
    draws=10_000,
    seed=1,
)


def predict(labels, wrong, classes=2):
    """Give two repeats of certain predictions, in each of which some texts are wrong."""
    chosen = np.array([np.where(x, (labels + 1) % classes, labels) for x in wrong], np.int32)
    probabilities = np.eye(classes, dtype=np.float32)[chosen] * 0.8 + 0.2 / classes
    return Pooled(chosen, probabilities, np.zeros_like(chosen))


def bound(labels, pooled, part, groups=None, metric="f1", classes="ab", settings=SETTINGS):
    """Bound the score of one model in one slice."""
    groups = np.arange(len(labels)) if groups is None else groups
    texts = Texts(labels, [*classes], groups)
    return bound_slice(texts, {"m": pooled}, part, metric, settings)["m"]


@pytest.fixture
def noisy():
    """Make texts of two classes, of which a quarter is predicted wrong; half are in the slice."""
    draw = np.random.default_rng(5)
    labels = (draw.uniform(size=N) < 0.4).astype(np.int32)
    return labels, predict(labels, draw.uniform(size=(2, N)) < 0.25), np.arange(N) % 2 == 0


def plain_bootstrap(labels, chosen, groups, draws=4000):
    """Draw groups with replacement; give the 2.5 % and the 97.5 % quantile of the mean F1."""
    draw, names = np.random.default_rng(99), np.unique(groups)
    rows = [np.flatnonzero(groups == name) for name in names]
    found = []
    for _ in range(draws):
        taken = np.concatenate([rows[x] for x in draw.integers(len(names), size=len(names))])
        hits = [(repeat[taken] * labels[taken]).sum() for repeat in chosen]
        totals = [repeat[taken].sum() + labels[taken].sum() for repeat in chosen]
        found.append(np.mean([2 * x / y for x, y in zip(hits, totals, strict=True)]))
    return np.quantile(found, [0.025, 0.975])


def test_an_interval_is_that_of_a_plain_bootstrap(noisy):
    """Of percentiles; ours are corrected for bias and skew, which moves them a little."""
    labels, pooled, part = noisy
    found = bound(labels, pooled, part)
    ends = plain_bootstrap(labels[part], pooled.chosen[:, part], np.arange(part.sum()))
    assert [found["low"], found["high"]] == pytest.approx(ends, abs=0.02)


def test_an_interval_of_accuracy_is_scipys_bca(noisy):
    """Of a mean of texts, SciPy's jackknife and our skewness give the same acceleration."""
    labels, pooled, part = noisy
    right = (pooled.chosen == labels)[:, part].mean(axis=0)
    expected = bootstrap([right], np.mean, n_resamples=10_000, rng=3).confidence_interval
    found = bound(labels, pooled, part, metric="accuracy")
    assert [found["low"], found["high"]] == pytest.approx([*expected], abs=0.01)


def test_groups_are_drawn_as_a_whole(noisy):
    """Four copies of each text say no more than one; drawn apart they would halve the width."""
    labels, pooled, _ = noisy
    four = Pooled(*(np.repeat(values, 4, axis=1) for values in vars(pooled).values()))
    labels, whole, groups = np.repeat(labels, 4), np.ones(4 * N, bool), np.repeat(np.arange(N), 4)
    found, naive = bound(labels, four, whole, groups), bound(labels, four, whole)
    ends = plain_bootstrap(labels, four.chosen, groups)
    assert [found["low"], found["high"]] == pytest.approx(ends, abs=0.02)
    ratio = (found["high"] - found["low"]) / (naive["high"] - naive["low"])
    assert ratio == pytest.approx(2, abs=0.15)


def test_only_texts_of_the_slice_count(noisy):
    """What is predicted elsewhere changes nothing."""
    labels, pooled, part = noisy
    other = Pooled(np.where(part, pooled.chosen, 0), pooled.probabilities, pooled.rounds)
    assert bound(labels, pooled, part) == bound(labels, other, part)


def test_a_class_that_the_slice_lacks_does_not_count_as_zero():
    """Macro F1 is over the classes that it has."""
    labels = np.arange(N, dtype=np.int32) % 3
    pooled = predict(labels, np.arange(N)[None].repeat(2, axis=0) % 10 == 0, classes=3)
    part = labels != 2
    found = bound(labels, pooled, part, metric="macro_f1", classes="abc")
    score = np.mean(f1_score(labels[part], pooled.chosen[0, part], average=None, labels=[0, 1]))
    assert found["low"] < score < found["high"]


@pytest.mark.parametrize("metric", ["pr_auc", "log_loss", "recall_at_precision", "accuracy"])
def test_any_score_of_the_verdict_is_bounded(noisy, metric):
    """Those of ranks as well."""
    labels, pooled, part = noisy
    found = bound(labels, pooled, part, metric=metric)
    assert 0 <= found["low"] < found["high"]


def test_a_score_that_cannot_be_bounded_has_no_ends(noisy):
    """No positive text, a single group, a score that no draw changes, or hardly a draw."""
    labels, pooled, part = noisy
    assert bound(labels, pooled, labels == 0) == NOTHING
    assert bound(labels, pooled, part, groups=np.zeros(N, int)) == NOTHING
    assert bound(labels, predict(labels, np.zeros((2, N), bool)), part) == NOTHING
    few = SETTINGS.model_copy(update={"draws": 19})
    assert bound(labels, pooled, part, settings=few) == NOTHING


def test_slices_are_found_by_name():
    """Texts without a name belong to none; any name will do."""
    held = make_held([0, 1, 1, 0], slices=["toString", "", "__proto__", "toString"])
    found = find_slices(held)
    assert {name: rows.tolist() for name, rows in found.items()} == {
        "__proto__": [False, False, True, False],
        "toString": [True, False, False, True],
    }
