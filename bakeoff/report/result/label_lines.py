"""The drawing of label curves: three lines with names, bands and colours, the others thin."""

from typing import Any, NamedTuple

import altair as alt

from bakeoff.evaluation.answer_format import SavedLine
from bakeoff.report import charts
from bakeoff.report.blocks import Spec
from bakeoff.report.cells import decimal, mean

Curves = dict[str, dict[int, list[float]]]  # model to size to the scores of the draws
HEIGHT = 176  # low, so that the table below begins on the first screen
APART = 16.5 / HEIGHT  # of the height, between two names at the ends of lines


class EndLabel(NamedTuple):
    """A name at the end of a line: the model, its place in the order, and where it stands."""

    model: str
    place: int
    labels: int
    score: float


def draw_curves(
    curves: Curves, colours: dict[str, str], title: str, saved: SavedLine | None
) -> Spec:
    """Draw the lines: three with colours, bands and names at their ends, the others thin."""
    lines, named = curve_lines(curves), list(colours)
    ends = score_range(lines)
    x, y = make_axes(lines, ends, title)
    colour = colour_by_place(colours)
    rest = [line for line in lines if line["model"] not in named]
    strong: list[charts.Row] = [
        {**line, "place": named.index(str(line["model"]))}
        for line in lines
        if line["model"] in named
    ]
    others = alt.Chart(charts.rows(rest)).mark_line(strokeWidth=1, color=charts.QUIET, opacity=0.55)
    layers = [
        others.encode(x=x, y=y, tooltip=[alt.Tooltip("model:N")], detail="model:N"),
        *named_layers(strong, title, x, y, colour),
        *saving_layers(saved, curves, x, y),
        *name_layers(
            end_labels(curves, named, ends), {str(line["model"]) for line in rest}, x, y, colour
        ),
    ]
    chart = alt.LayerChart(layer=layers, height=HEIGHT)
    return charts.specify(chart, right=115)


def make_axes(
    lines: list[charts.Row], ends: tuple[float, float], title: str
) -> tuple[alt.X, alt.Y]:
    """Make the axes: numbers of labels on a log scale, and scores between two ends."""
    sizes = sorted({int(str(line["labels"])) for line in lines})
    scale = alt.Scale(type="log", nice=False, domain=[sizes[0], sizes[-1]])
    axis = alt.Axis(values=sizes, format=",", labelOverlap="greedy", labelSeparation=6, grid=False)
    x = alt.X("labels:Q", title="labelled texts to train on (log scale)", scale=scale, axis=axis)
    y = alt.Y(
        "score:Q",
        title=title,
        scale=alt.Scale(domain=list(ends), nice=False),
        axis=alt.Axis(tickCount=5, titleAngle=0, titleAlign="left", titleX=0, titleY=-12),
    )
    return x, y


def colour_by_place(colours: dict[str, str]) -> dict[str, Any]:
    """Give each named line its colour, by its place among them."""
    scale = alt.Scale(domain=list(range(len(colours))), range=list(colours.values()))
    return {"color": alt.Color("place:O", scale=scale, legend=None)}


def named_layers(
    lines: list[charts.Row], title: str, x: alt.X, y: alt.Y, colour: dict[str, Any]
) -> list[alt.Chart]:
    """Draw the named lines, with a point per number of labels and a band over the draws."""
    numbers = {"labels": ("labels", ","), "score": (f"mean {title}", ".3f")}
    numbers |= {"low": ("lowest", ".3f"), "high": ("highest", ".3f")}
    base, by_model = alt.Chart(charts.rows(lines)), {"detail": "model:N"}
    ends = {"y": alt.Y("low:Q", title=title), "y2": "high:Q"}
    shown = charts.tooltip("model", **numbers)
    return [
        base.mark_area(opacity=0.14).encode(x=x, **ends, **by_model, **colour),
        base.mark_line(strokeWidth=2.4).encode(x=x, y=y, **by_model, **colour),
        base.mark_point(filled=True, size=26, opacity=1).encode(x=x, y=y, tooltip=shown, **colour),
    ]


def curve_lines(curves: Curves) -> list[charts.Row]:
    """Give the mean and the ends of every point."""
    return [
        {"model": name, "labels": size, "score": mean(draws), "low": min(draws), "high": max(draws)}
        for name, curve in curves.items()
        for size, draws in sorted(curve.items())
    ]


def score_range(lines: list[charts.Row]) -> tuple[float, float]:
    """Choose the ends of the axis: tenths that hold every draw."""
    low = min(float(str(line["low"])) for line in lines)
    high = max(float(str(line["high"])) for line in lines)
    bottom = int(low * 10) / 10 - (0.1 if low < 0 else 0)
    return bottom, max(round(bottom + 0.1, 1), -int(-high * 10 - 0.999999) / 10)


def end_labels(curves: Curves, named: list[str], ends: tuple[float, float]) -> list[EndLabel]:
    """Place the names at the ends of their lines, so that none covers another."""
    last = {name: max(curves[name]) for name in named}
    apart = APART * (ends[1] - ends[0])
    labels = []
    order = sorted(named, key=lambda name: mean(curves[name][last[name]]), reverse=True)
    above = ends[1] + apart
    for name in order:
        above = min(above - apart, mean(curves[name][last[name]]))
        labels.append(EndLabel(name, named.index(name), last[name], round(above, 4)))
    return labels


def name_layers(
    labels: list[EndLabel], others: set[str], x: alt.X, y: alt.Y, colour: dict[str, Any]
) -> list[alt.Chart]:
    """Write the names beside the ends of the lines."""
    beside: dict[str, Any] = {"align": "left", "dx": 10, "fontSize": 12, "limit": 120}
    data = charts.rows([label._asdict() for label in labels])
    layers = [
        alt.Chart(data)
        .mark_text(fontWeight="bold", **beside)
        .encode(x=x, y=y, text="model:N", **colour)
    ]
    if others:
        lowest = labels[-1]
        line = {"labels": lowest.labels, "score": lowest.score, "text": "others"}
        rest = charts.rows([{**line, "model": name} for name in sorted(others)])
        # One text, as long as the page's filter leaves one of the models.
        together = alt.Chart(rest).transform_aggregate(models="count()", groupby=[*line])
        text = together.mark_text(dy=17, color=charts.QUIET, **beside)
        layers.append(text.encode(x=x, y=y, text="text:N"))
    return layers


def saving_layers(saved: SavedLine | None, curves: Curves, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Draw how far the other model has to go to reach the same score."""
    if not saved or saved["needed"] is None or saved["labels"] not in curves[saved["model"]]:
        return []
    score = mean(curves[saved["model"]][saved["labels"]])
    times = saved["needed"] / saved["labels"]
    row: dict[str, object] = {"model": saved["model"], "score": score}
    row |= {"labels": saved["labels"], "needed": saved["needed"]}
    row["text"] = (
        f"{saved['other']} needs {decimal(times, 0 if times >= 3 else 1)} times the labels"
    )
    base = alt.Chart(charts.rows([row]))
    dashed = base.mark_rule(color=charts.ACCENT, strokeDash=charts.DASHES, strokeWidth=1.4)
    beside: dict[str, Any] = {"align": "left", "dy": 10, "dx": 4, "fontSize": 11}
    halo = base.mark_text(stroke="var(--paper)", strokeWidth=4, **beside)
    text = base.mark_text(color=charts.ACCENT, **beside)
    return [
        dashed.encode(x=x, x2="needed:Q", y=y),
        *(mark.encode(x=x, y=y, text="text:N") for mark in (halo, text)),
    ]
