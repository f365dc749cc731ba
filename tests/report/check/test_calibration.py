"""Calibration: its table against the leaderboard, its chart against the bins."""

import numpy as np
import pytest

from bakeoff.report.check.calibration import (
    calibration_section,
    calibration_table,
    reliability_table,
)
from tests.report.drawn import draw, labels, pick
from tests.report.plain import column, show, variant, ways, with_model


@pytest.fixture(scope="module")
def spec(inputs):
    """Draw the reliability of all models."""
    return calibration_section(inputs).blocks[1].spec


def test_each_number_stands_below_its_heading(inputs, raw):
    """ECE, Brier, both F1, and the thresholds with their ends."""
    table = calibration_table(inputs)
    for name, model in raw("leaderboard.json")["models"].items():
        chosen = model["valid_threshold"]
        of = chosen["thresholds"]
        told = {
            "ECE": show(model["calibration"]["ece"]),
            "Brier": show(model["mean"]["brier"]),
            "F1 at 0.5": show(model["mean"]["f1"]),
            "F1, threshold": show(chosen["f1"]),
            "that": f"{show(np.mean(of), 2)} ({show(min(of), 2)} to {show(max(of), 2)})",
        }
        assert {title: column(table, title)[name].text for title in told} == told


def test_errors_are_better_where_they_are_lower(inputs):
    """F1 is not; a threshold is neither."""
    found = ways(calibration_table(inputs))
    assert (found["ECE"], found["Brier"], found["F1 at 0.5"]) == ("lower", "lower", "higher")
    assert (found["F1, threshold chosen"], found["that threshold"]) == ("higher", "")


def test_f1_at_other_thresholds_is_not_called_that_at_one_half(inputs):
    """One model suffices."""
    other = with_model(inputs, "elmo", thresholds=[0.5, 0.4])
    assert "F1 as scored above" in ways(calibration_table(other))


def test_more_than_two_classes_have_no_f1_at_thresholds(many):
    """Only what calibration itself says."""
    assert [*ways(calibration_table(many))] == ["model", "ECE", "Brier"]


def test_the_bins_are_those_of_the_file(inputs, raw):
    """In the order of the leaderboard."""
    lines = raw("plots/calibration.csv")
    for row, line in zip(reliability_table(inputs).rows, lines, strict=True):
        assert row[0].text == line["model"]
        assert [cell.order for cell in row[1:]] == [
            float(line[name]) for name in ("confidence", "frequency", "texts")
        ]
    titles = [column.title for column in reliability_table(inputs).columns]
    assert titles == ["model", "probability", "observed", "texts"]


def test_probabilities_are_across_and_what_is_observed_is_up(spec, raw):
    """Both from 0 to 1, with larger points for more texts."""
    bins = [line for line in raw("plots/calibration.csv") if line["model"] == "elmo"]
    points = pick(spec, "symbol", model="elmo")
    assert len(points) == len(bins) == 5
    for name, field in (("x", "confidence"), ("y", "frequency")):
        encoding = spec["spec"]["layer"][2]["encoding"][name]
        assert (encoding["field"], encoding["scale"]["domain"]) == (field, [0, 1])
    xs, ys = [point.x for point in points], [point.y for point in points]
    assert xs == sorted(xs) and ys == sorted(ys, reverse=True)
    assert [point.says["probability"] for point in points] == [
        f"{float(line['confidence']):.3f}" for line in bins
    ]
    assert [point.says["observed"] for point in points] == [
        f"{float(line['frequency']):.3f}" for line in bins
    ]
    tooltip = spec["spec"]["layer"][2]["encoding"]["tooltip"]
    assert [(x["field"], x.get("format")) for x in tooltip] == [
        ("model", None),
        ("confidence", ".3f"),
        ("frequency", ".3f"),
        ("texts", ",.0f"),
    ]
    assert spec["spec"]["layer"][2]["encoding"]["size"]["field"] == "texts"


def test_each_panel_has_the_diagonal(spec, inputs):
    """Dashed, from 0 and 0 to 1 and 1."""
    dashed = [mark for mark in draw(spec) if mark.look.get("stroke-dasharray") == "4,3"]
    assert len(dashed) == len(inputs.models)
    assert {mark.look["d"] for mark in dashed} == {"M0,130L300,0"}
    assert labels(spec, "title-text") == inputs.models


def test_models_without_bins_have_no_panel(inputs):
    """The others have."""
    some = [line for line in inputs.calibration if line["model"] != "keras"]
    figure = calibration_section(variant(inputs, calibration=some)).blocks[1]
    assert labels(figure.spec, "title-text") == [x for x in inputs.models if x != "keras"]
    assert figure.spec["usermeta"]["panels"] == 5


def test_without_bins_there_is_no_section(inputs):
    """As with a split of which nothing is held out."""
    assert calibration_section(variant(inputs, calibration=[])) is None
