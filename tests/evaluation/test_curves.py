"""The tables behind the plots."""

import numpy as np
import pytest

from bakeoff.evaluation.curves import (
    POINTS,
    confusion_lines,
    inert,
    loss_lines,
    precision_recall_lines,
    roc_lines,
)

LABELS = np.array([0, 1] * 500, np.int32)
SECOND = np.random.default_rng(0).random((2, 1000)).astype(np.float32)
SEEDS = np.stack([1 - SECOND, SECOND], axis=2)


def test_a_curve_runs_from_corner_to_corner_in_few_points():
    """Both ends are kept when a curve is thinned."""
    lines = roc_lines("m", LABELS, SEEDS)
    assert len(lines) <= POINTS
    ends = [(line["false_positive_rate"], line["true_positive_rate"]) for line in lines]
    assert (ends[0], ends[-1]) == ((0.0, 0.0), (1.0, 1.0))
    assert len(precision_recall_lines("m", LABELS, SEEDS)) <= POINTS


def test_points_of_curves_are_shares_of_the_texts():
    """By hand, of two repeats together: positives at .9, .4, .8 and .8, negatives at .6 and .2."""
    second = np.array([[0.9, 0.6, 0.4], [0.8, 0.2, 0.8]], np.float32)
    seeds = np.stack([1 - second, second], axis=2)
    labels = np.array([1, 0, 1], np.int32)
    roc = [
        (x["false_positive_rate"], x["true_positive_rate"]) for x in roc_lines("m", labels, seeds)
    ]
    assert roc == [(0, 0), (0, 0.25), (0, 0.75), (0.5, 0.75), (0.5, 1), (1, 1)]
    pairs = precision_recall_lines("m", labels, seeds)
    found = [(x["recall"], x["precision"]) for x in pairs]
    assert found == [(1, 4 / 6), (1, 0.8), (0.75, 0.75), (0.75, 1), (0.25, 1), (0, 1)]


def test_curves_of_more_classes_take_every_class_of_every_text():
    """By hand: the true classes have .6 and .3, the others .5, .3, .2 and .1."""
    wide = np.array([[[0.6, 0.3, 0.1], [0.5, 0.3, 0.2]]], np.float32)
    roc = roc_lines("m", np.array([0, 1], np.int32), wide)
    points = [(x["false_positive_rate"], x["true_positive_rate"]) for x in roc]
    assert points == [(0, 0), (0, 0.5), (0.25, 0.5), (0.5, 1), (1, 1)]


def test_confusion_counts_every_text_once():
    """The mean over seeds."""
    chosen = np.array([LABELS, 1 - LABELS])
    lines = confusion_lines("m", LABELS, chosen, ["ham", "spam"])
    assert [line["texts"] for line in lines] == [250.0] * 4
    assert {(line["actual"], line["predicted"]) for line in lines} == {
        (a, p) for a in ("ham", "spam") for p in ("ham", "spam")
    }


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("spam, not <ham>", "spam, not ‹ham>"),
        ("</script>", "‹/script>"),
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("@sum(1)", "'@sum(1)"),
        ("-1+cmd", "'-1+cmd"),
        ("-1", "-1"),
        ("+0.5", "+0.5"),
        ("a\r\x1b", r"a\r\x1b"),
    ],
)
def test_a_class_is_no_markup_and_no_formula_in_other_programs(name, written):
    """DVC shows the tables in a page, and a spreadsheet opens them."""
    assert inert(name) == written
    lines = confusion_lines("m", LABELS, LABELS[None], ["ham", name])
    assert {line["actual"] for line in lines} == {"ham", written}


def test_confusion_tells_what_was_taken_for_what():
    """By hand, the mean over two repeats."""
    chosen = np.array([[0, 1, 1], [1, 1, 1]])
    lines = confusion_lines("m", np.array([0, 0, 1]), chosen, ["ham", "spam"])
    counts = {(x["actual"], x["predicted"]): x["texts"] for x in lines}
    assert counts == {
        ("ham", "ham"): 0.5,
        ("ham", "spam"): 1.5,
        ("spam", "ham"): 0.0,
        ("spam", "spam"): 1.0,
    }


def test_losses_have_a_line_for_each_epoch_and_split():
    """The baseline has no epochs and no line."""
    runs = [{"seed": 1, "epochs": {"train_loss": [0.5, 0.4], "valid_loss": [0.6, 0.5]}}]
    found = [(x["seed"], x["epoch"], x["split"], x["loss"]) for x in loss_lines("m", runs)]
    assert found == [
        (1, 1, "train", 0.5),
        (1, 2, "train", 0.4),
        (1, 1, "valid", 0.6),
        (1, 2, "valid", 0.5),
    ]
    assert loss_lines("tfidf", [{"seed": None}]) == []
