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


def test_losses_have_a_line_for_each_epoch_and_split():
    """The baseline has no epochs and no line."""
    runs = [{"seed": 1, "epochs": {"train_loss": [0.5, 0.4], "valid_loss": [0.6, 0.5]}}]
    assert len(loss_lines("m", runs)) == 4
    assert loss_lines("tfidf", [{"seed": None}]) == []
