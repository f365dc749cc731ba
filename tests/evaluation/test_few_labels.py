"""What label curves say of few labels."""

import numpy as np
import pytest
from scipy.stats import t

from bakeoff.evaluation.few_labels import (
    bound_mean,
    collect_curves,
    compare_labels,
    count_needed,
    find_switch,
    judge_curves,
)

SIZES = (25, 50, 100, 200, 400)
NOISE = np.array([-0.01, 0.0, 0.01, -0.005, 0.005])  # of five draws


def curve(*means, noise=0.0):
    """Give the scores of five draws around each mean."""
    return {size: mean + noise * NOISE for size, mean in zip(SIZES, means, strict=True)}


BASELINE = curve(0.1, 0.2, 0.3, 0.4, 0.5)


def points(curves, metric="f1"):
    """Write curves as lines of a table."""
    return [
        {"model": name, "labels": size, "draw": draw, metric: score, "pr_auc": score}
        for name, scores in curves.items()
        for size, draws in scores.items()
        for draw, score in enumerate(draws)
    ]


def test_curves_are_read_back_turned():
    """A lower log loss is better."""
    found = collect_curves(points({"tfidf": BASELINE}, "log_loss"), "log_loss")
    assert {size: draws.tolist() for size, draws in found["tfidf"].items()} == {
        size: (-draws).tolist() for size, draws in BASELINE.items()
    }


def test_a_curve_with_an_undefined_score_is_left_out():
    """Such as that of a draw that calls no text positive."""
    assert collect_curves(
        [*points({"a": BASELINE}), *points({"b": {25: [None]}})], "f1"
    ).keys() == {"a"}


def test_the_model_that_stays_better_longest_is_named():
    """Up to the last size at which that is shown; the whole data set is not a size."""
    curves = {
        "tfidf": BASELINE,
        "glove": curve(0.3, 0.3, 0.3, 0.3, 0.9, noise=0.1),
        "fasttext": curve(0.2, 0.3, 0.4, 0.4, 0.9, noise=0.1),
    }
    found = find_switch(curves, "".join(["tf", "idf"]), curves)
    assert (found["model"], found["labels"], found["difference"]) == ("fasttext", 100, 0.1)
    half = t.ppf(1 - 0.05 / 2 / 2, 4) * (0.1 * NOISE).std(ddof=1) / 5**0.5  # two rivals
    assert (found["low"], found["high"]) == pytest.approx((0.1 - half, 0.1 + half), abs=1e-6)


@pytest.mark.parametrize(
    "rival",
    [
        pytest.param(curve(0.0, 0.4, 0.5, 0.5, 0.5), id="worse with the fewest"),
        pytest.param(curve(0.1, 0.201, 0.3, 0.4, 0.5, noise=1.0), id="within chance"),
        pytest.param(curve(0.1, 0.4, 0.5, 0.5, 0.5), id="the same with the fewest"),
        pytest.param(BASELINE, id="the same"),
    ],
)
def test_no_model_is_named_that_is_not_shown_to_be_better(rival):
    """Nor where the chosen model has no curve."""
    curves, alone = {"tfidf": BASELINE, "glove": rival}, {"glove": rival}
    assert find_switch(curves, "tfidf", curves) is None
    assert find_switch(alone, "tfidf", alone) is None


def test_a_model_that_does_not_rank_better_is_not_named():
    """Its threshold may be all that is better."""
    better = {"tfidf": BASELINE, "glove": curve(0.3, 0.4, 0.5, 0.6, 0.7)}
    same = {"tfidf": BASELINE, "glove": BASELINE}
    assert find_switch(better, "tfidf", better)["labels"] == 200
    assert find_switch(better, "tfidf", same) is None
    assert find_switch(better, "tfidf", {}) is None


def test_the_interval_of_a_mean_is_students():
    """Wider for several comparisons; with one draw there is none."""
    values = np.array([1.0, 2.0, 3.0])
    assert bound_mean(values) == pytest.approx((2 - 4.302653 / 3**0.5, 2 + 4.302653 / 3**0.5))
    assert bound_mean(values, 5)[0] < bound_mean(values)[0]
    assert bound_mean(values[:1]) == (-np.inf, np.inf)


def test_labels_needed_lie_on_a_line_over_the_logarithm():
    """Halfway between 50 and 100 is 71; what the first or no size reaches is not known, or more."""
    scores = np.array([0.25, 0.3, 0.1, 0.6, 0.05])
    assert count_needed(BASELINE, scores) == pytest.approx(
        [50 * 2**0.5, 100, np.nan, np.inf, np.nan], nan_ok=True
    )


def test_a_curve_that_falls_keeps_what_it_had_reached():
    """So that a score has one number of labels."""
    assert count_needed(curve(0.1, 0.3, 0.2, 0.4, 0.5), np.full(5, 0.35)) == pytest.approx(
        np.full(5, 100 * 2**0.5)
    )


def test_labels_saved_are_compared_at_about_a_hundred():
    """With an interval over draws."""
    curves = {
        "tfidf": BASELINE,
        "glove": curve(0.1, 0.2, 0.4, 0.4, 0.5, noise=1.0),
    }
    (glove,) = compare_labels(curves, "tfidf")
    assert glove == {
        "model": "glove",
        "other": "tfidf",
        "labels": 100,
        "needed": 200,
        "low": 187,
        "high": 214,
    }


@pytest.mark.parametrize(
    ("score", "low"),
    [
        pytest.param(0.6, 400, id="never reached"),
        pytest.param(0.5, 377, id="reached in some draws"),
        pytest.param(0.1, None, id="reached at once in some draws"),
    ],
)
def test_what_the_baseline_never_reaches_takes_more_than_its_curve(score, low):
    """A lower bound alone; none where the fewest labels are too many."""
    curves = {"tfidf": BASELINE, "e5": curve(0.5, 0.5, score, 0.6, 0.6, noise=1.0)}
    (line,) = compare_labels(curves, "tfidf")
    assert (line["needed"], line["low"], line["high"]) == (None, low, None)


def test_controls_and_metrics_that_curves_lack_are_left_out():
    """PR-AUC stands in for them."""
    lines = points({"tfidf": BASELINE, "glove": BASELINE, "shuffled": BASELINE})
    found = judge_curves(lines, "mcc", "tfidf", "tfidf", ["shuffled"])
    assert found["metric"] == "pr_auc" and list(found["saved"]) == ["pr_auc"]
    assert [line["model"] for line in found["saved"]["pr_auc"]] == ["glove"]
    assert judge_curves([], "f1", "tfidf", "tfidf", []) is None


def test_an_interval_of_labels_ends_at_a_number_that_can_be_written():
    """Two draws, one of which needs half a million times the labels of the other."""
    low, high = np.zeros(2), np.ones(2)
    baseline = {1: low, 100: np.array([1.0, 0.0]), 2**20: high, 2**21: high}
    curves = {"tfidf": baseline, "glove": {100: np.array([0.1, 0.9])}}
    (line,) = compare_labels(curves, "tfidf")
    assert (line["low"], line["high"]) == (0, 2**60)
