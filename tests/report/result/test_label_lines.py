"""The label curves as they are drawn."""

from collections import defaultdict

import numpy as np
import pytest

from bakeoff.report.result.label_lines import HEIGHT, end_labels, saving_layers, score_range
from bakeoff.report.result.labels import label_chart
from tests.report.drawn import draw, labels, layers, pick
from tests.report.plain import variant

COLOURS = {"keras": "var(--accent)", "tfidf": "var(--ink)", "glove": "var(--warm)"}


@pytest.fixture(scope="module")
def spec(inputs):
    """Make the chart of the first screen."""
    return label_chart(inputs, inputs.answer["few_labels"]).spec


@pytest.fixture(scope="module")
def draws(raw):
    """Read the F1 of every draw, by model and size."""
    found = defaultdict(list)
    for line in raw("learning.csv"):
        found[line["model"], int(line["labels"])].append(float(line["f1"]))
    return found


def test_points_are_means_of_draws(spec, draws):
    """Of the three lines with names; the tooltip has the ends."""
    points = {
        (x.says["model"], int(x.says["labels"].replace(",", ""))): x for x in pick(spec, "symbol")
    }
    assert {model for model, _ in points} == set(COLOURS) and len(points) == 12
    for key, point in points.items():
        of = draws[key]
        told = [point.says[name] for name in ("mean F1", "lowest", "highest")]
        assert told == [f"{x:.3f}" for x in (np.mean(of), min(of), max(of))]


def test_more_labels_stand_to_the_right_and_better_scores_higher(spec, draws):
    """The same ratio of labels is the same way, as on a logarithm."""
    points = {
        int(x.says["labels"].replace(",", "")): x for x in pick(spec, "symbol", model="keras")
    }
    xs = [points[size].x for size in (50, 200, 800)]
    assert xs[2] - xs[1] == pytest.approx(xs[1] - xs[0]) and xs[0] < xs[1]
    for a, b in ((50, 200), (200, 3000)):
        apart = np.mean(draws["keras", b]) - np.mean(draws["keras", a])
        assert (points[a].y - points[b].y) / apart == pytest.approx(HEIGHT / 0.6, rel=1e-3)


def test_each_name_has_the_colour_of_its_line(spec):
    """In points, lines and names alike."""
    for name, colour in COLOURS.items():
        assert {x.look["fill"] for x in pick(spec, "symbol", model=name)} == {colour}
        assert {x.look["fill"] for x in pick(spec, "text", model=name)} == {colour}
    lines = [mark.look["stroke"] for mark in draw(spec) if mark.kind == "line"]
    assert sorted(lines) == sorted([*COLOURS.values(), *["var(--quiet)"] * 3])


def test_bands_run_from_the_lowest_to_the_highest_draw(spec, draws):
    """In the colours of the lines."""
    bands = [mark for mark in draw(spec) if mark.kind == "area"]
    assert sorted(band.look["fill"] for band in bands) == sorted(COLOURS.values())
    encoding = layers(spec)[1]["encoding"]
    assert (encoding["y"]["field"], encoding["y2"]["field"]) == ("low", "high")


def test_names_stand_at_the_ends_of_their_lines(spec):
    """To the right, in the order of the scores, and apart."""
    names = {mark.text: mark for mark in draw(spec) if mark.kind == "text" and mark.text in COLOURS}
    last = pick(spec, "symbol", labels="3,000", model="keras")[0]
    assert all(mark.x == pytest.approx(last.x + 10) for mark in names.values())
    ys = [names[name].y for name in ("keras", "glove", "tfidf")]
    assert ys[1] - ys[0] > 14 and ys[2] - ys[1] > 14
    assert [mark.text for mark in draw(spec) if mark.kind == "text"].count("others") == 1


def test_names_that_have_room_stand_at_their_scores():
    """The best first; of three alike, two give way downwards."""
    curves = {"a": {50: [0.9]}, "b": {50: [0.5], 200: [0.3]}, "c": {50: [0.9]}}
    found = {x.model: x for x in end_labels(curves, ["b", "a", "c"], (0.0, 1.0))}
    assert [*found] == ["a", "c", "b"]
    assert (found["a"].score, found["b"].score) == (0.9, 0.3)
    assert found["c"].score == pytest.approx(0.9 - 16.5 / HEIGHT, abs=1e-4)
    assert (found["b"].labels, found["b"].place, found["a"].place) == (200, 0, 1)


def test_names_are_further_apart_where_the_axis_is_longer():
    """It is a share of the height."""
    curves = {"a": {50: [0.9]}, "b": {50: [0.9]}}
    ends = end_labels(curves, ["a", "b"], (0.5, 1.0))
    assert ends[0].score - ends[1].score == pytest.approx(0.5 * 16.5 / HEIGHT, abs=1e-4)


def test_a_dashed_line_shows_how_far_the_other_model_has_to_go(spec, draws):
    """From 200 labels to 610, at the score of the recommended model."""
    (line,) = [mark for mark in draw(spec) if mark.kind == "rule"]
    start = pick(spec, "symbol", model="keras", labels="200")[0]
    assert (line.x, line.y) == pytest.approx((start.x, start.y))
    assert line.says["needed"] == "610" and line.look["stroke-dasharray"] == "4,3"
    per_decade = (pick(spec, "symbol", model="keras", labels="3,000")[0].x - start.x) / np.log10(15)
    assert float(line.look["x2"]) == pytest.approx(per_decade * np.log10(610 / 200), rel=1e-3)
    assert "tfidf needs 3 times the labels" in [mark.text for mark in draw(spec)]


@pytest.mark.parametrize(("needed", "told"), [(300, "needs 1.5 times"), (600, "needs 3 times")])
def test_small_multiples_have_a_decimal(needed, told, inputs):
    """Large ones have none."""
    saved = {"model": "a", "other": "b", "labels": 200, "needed": needed, "low": 210, "high": 900}
    few = inputs.answer["few_labels"]
    lines = {score: [saved | {"model": "keras"}] for score in few["saved"]}
    chart = label_chart(inputs, {**few, "saved": lines})
    assert any(told in mark.text for mark in draw(chart.spec))


def test_nothing_is_dashed_where_nothing_is_saved():
    """Or where the curve has no such point."""
    saved = {"model": "a", "other": "b", "labels": 200, "needed": 300, "low": 210, "high": 900}
    assert saving_layers(None, {}, None, None) == []
    assert saving_layers(saved, {"a": {50: [0.5]}}, None, None) == []
    assert saving_layers({**saved, "needed": None}, {"a": {200: [0.5]}}, None, None) == []


@pytest.mark.parametrize(
    ("low", "high", "ends"),
    [
        (0.42, 0.871, (0.4, 0.9)),
        (0.4, 0.9, (0.4, 0.9)),
        (-0.05, 0.5, (-0.1, 0.5)),
        (0.0, 1.0, (0.0, 1.0)),
        (0.55, 1.234, (0.5, 1.3)),
    ],
)
def test_the_axis_ends_at_tenths_that_hold_every_draw(low, high, ends):
    """Also below zero, as MCC may be."""
    lines = [{"low": low, "high": low}, {"low": high, "high": high}]
    assert score_range(lines) == pytest.approx(ends)


def test_the_axes_say_what_they_show(spec):
    """Sizes are marked as they are."""
    assert labels(spec, "axis-title") == ["labelled texts to train on (log scale)", "F1"]
    assert {"50", "200", "800", "3,000"} <= set(labels(spec))
    above = next(mark for mark in draw(spec) if mark.text == "F1")
    assert above.y < min(mark.y for mark in draw(spec) if mark.kind == "axis-label")


def test_without_other_models_there_are_no_others(inputs):
    """Three lines, all with names."""
    learning = [line for line in inputs.learning if line["model"] in COLOURS]
    few = variant(inputs, learning=learning)
    spec = label_chart(few, few.answer["few_labels"]).spec
    assert "others" not in [mark.text for mark in draw(spec)]
