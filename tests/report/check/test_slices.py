"""Scores by slice, in the table and as they are drawn."""

import pytest

from bakeoff.report.check.slices import slice_lines, slice_section, slice_table
from tests.report.drawn import data, draw, pick
from tests.report.plain import column, rows, show, variant, ways, with_model


@pytest.fixture(scope="module")
def figure(inputs):
    """Make the figure."""
    (found,) = slice_section(inputs).blocks
    return found


def without_score(inputs, name, title):
    """Let the score of a model not be defined in a slice."""
    part = inputs.board["models"][name]["slices"][title]
    mean = {key: value for key, value in part["mean"].items() if key != "f1"}
    nothing = {"low": None, "high": None}
    changed = {**part, "mean": mean, "interval": nothing}
    return with_model(
        inputs, name, slices={**inputs.board["models"][name]["slices"], title: changed}
    )


def test_the_table_has_each_score_with_its_own_interval(figure, raw):
    """Of the same model and slice."""
    for name, model in raw("leaderboard.json")["models"].items():
        told = []
        for part in model["slices"].values():
            ends = part["interval"]
            told.append(
                f"{show(part['mean']['f1'])} ({show(ends['low'], 2)} to {show(ends['high'], 2)})"
            )
        assert rows(figure.table)[name] == told


def test_no_model_stands_out(figure, raw):
    """The best of a slice may be so by chance; its column can be sorted."""
    models = raw("leaderboard.json")["models"]
    for title in ("seen", "synonym"):
        cells = column(figure.table, title)
        assert {cell.mark for cell in cells.values()} == {""}
        assert {name: cell.order for name, cell in cells.items()} == {
            name: model["slices"][title]["mean"]["f1"] for name, model in models.items()
        }


def test_a_loss_is_better_where_it_is_lower(lower):
    """And is named as the verdict's score."""
    table = slice_table(lower)
    assert slice_section(lower).blocks[0].title == table.caption == "Log loss by slice"
    assert ways(table) == {"model": "", "seen": "lower", "synonym": "lower"}
    for name, cell in column(table, "seen").items():
        assert cell.order == lower.board["models"][name]["slices"]["seen"]["mean"]["log_loss"]


def test_a_score_that_is_not_defined_is_a_dash(inputs):
    """In the table; the chart has no point."""
    bare = without_score(inputs, "cnn", "seen")
    table = slice_table(bare)
    assert rows(table)["cnn"][0] == "–" and column(table, "seen")["cnn"].order is None
    assert rows(table)["cnn"][1] != "–" and rows(table)["keras"][0] != "–"
    assert [(x["model"], x["slice"][:4]) for x in slice_lines(bare)].count(("cnn", "seen")) == 0
    assert len(slice_lines(bare)) == 11


def test_a_panel_has_the_points_and_intervals_of_its_slice(figure, raw):
    """And says how many texts it has; the tooltip has the numbers."""
    board = raw("leaderboard.json")["models"]
    for title, texts in (("seen", 100), ("synonym", 137)):
        for mark in pick(figure.spec, "symbol", slice=f"{title} · {texts} texts"):
            part = board[mark.says["model"]]["slices"][title]
            told = [mark.says[name] for name in ("F1", "from", "to")]
            ends = part["interval"]
            assert told == [f"{x:.3f}" for x in (part["mean"]["f1"], ends["low"], ends["high"])]
    assert len(pick(figure.spec, "symbol")) == 12


def test_better_scores_stand_to_the_right_within_their_bars(figure):
    """Marks and bars of a model stand at its name."""
    marks = pick(figure.spec, "symbol", slice="seen · 100 texts")
    ordered = sorted(marks, key=lambda mark: mark.x)
    assert [m.says["model"] for m in ordered][-3:] == ["glove", "keras", "cnn"]
    bars = [bar for bar in pick(figure.spec, "rule") if float(bar.look.get("x2", 0)) > 0]
    assert len(bars) == 12
    for mark in marks:
        assert any(
            bar.y == mark.y and bar.x < mark.x < bar.x + float(bar.look["x2"]) for bar in bars
        )


def test_the_dashed_line_is_the_baseline(figure):
    """Through its point, and from top to bottom."""
    dashed = [mark for mark in draw(figure.spec) if "stroke-dasharray" in mark.look]
    points = pick(figure.spec, "symbol", model="tfidf")
    assert {round(mark.x, 3) for mark in dashed} == {round(point.x, 3) for point in points}
    assert {float(mark.look["y2"]) for mark in dashed} == {24.0 * 6}


def test_slices_are_in_the_order_of_the_leaderboard(figure):
    """The chart's panels as the table's columns."""
    lines = data(figure.spec)
    assert {line["panel"] for line in lines if line["slice"].startswith("seen")} == {0}
    assert {line["panel"] for line in lines if line["slice"].startswith("syn")} == {1}


def test_texts_without_slices_have_no_section(inputs):
    """It would be empty."""
    models = {name: {**x, "slices": {}} for name, x in inputs.board["models"].items()}
    assert slice_section(variant(inputs, board={"models": models})) is None
