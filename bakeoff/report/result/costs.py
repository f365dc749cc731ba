"""What a model costs beside what it scores, and which cost buys a better score."""

import math
from typing import Any, NamedTuple

import altair as alt

from bakeoff.report.blocks import Cell, Column, Figure, ReportSection, Spec, Table
from bakeoff.report.cells import amount, capitalise, listed, number
from bakeoff.report.charts import ACCENT, INK, QUIET, rows, specify, tooltip
from bakeoff.report.inputs import Inputs
from bakeoff.report.result.cost_axis import PADDING, SPAN, find_ends, make_scale, mark_costs
from bakeoff.report.result.cost_names import BESIDE, find_room
from bakeoff.report.result.pareto import pareto

HEIGHT = 240  # of the chart, in pixels
DRAWN = "ms_one"


class Measure(NamedTuple):
    """One cost: what it is called, its unit, and how many of that unit the file's number is.

    What is measured varies between runs of the same model, so costs up to `alike` times the
    cheapest count as equal; sizes are exact.
    """

    name: str
    unit: str
    scale: float = 1.0
    alike: float = 1.5


MEASURES = {
    "ms_one": Measure("A text alone", "CPU-ms"),
    "ms_thousand": Measure("A text among 1,000", "CPU-ms"),
    "build_cpu_seconds": Measure("Building its vectors", "CPU-s"),
    "train_cpu_seconds": Measure("Training", "CPU-s"),
    "peak_memory_mb": Measure("Peak memory", "MB"),
    "download_bytes": Measure("Download", "MB", 1e-6, alike=1.0),
    "model_bytes": Measure("Saved model", "MB", 1e-6, alike=1.0),
}


class CostPoint(NamedTuple):
    """Score and cost of a model, and whether no cheaper model is as good as far as is known."""

    model: str
    score: float
    low: float | None
    high: float | None
    cost: float
    front: bool


def find_front(inputs: Inputs, key: str) -> list[str]:
    """Find the front of one cost."""
    words = {models: pair["word"] for models, pair in inputs.pairs().items()}
    names = [name for name in inputs.models if name in inputs.costs and name not in inputs.controls]
    costs = {name: inputs.costs[name][key] for name in names}
    scores = {name: inputs.sign * inputs.score(name) for name in names}
    alike = MEASURES[key].alike
    return pareto(costs, scores, lambda *models: words.get(models) == "better", alike)


def list_points(inputs: Inputs, key: str) -> list[CostPoint]:
    """Make one point per model, in the measure's unit."""
    front, points = find_front(inputs, key), []
    for name in inputs.models:
        if name in inputs.costs:
            cost = round(inputs.costs[name][key] * MEASURES[key].scale, 6)
            ends = inputs.board["models"][name]["intervals"].get(inputs.metric)
            low, high = (ends["low"], ends["high"]) if ends else (None, None)
            points.append(CostPoint(name, inputs.score(name), low, high, cost, front=name in front))
    return points


def draw_costs(points: list[CostPoint], title: str, unit: str) -> Spec:
    """Draw the score with its interval by one cost: the front as diamonds with their names."""
    costs = [point.cost for point in points]
    axis = alt.Axis(values=mark_costs(costs), format=",.3~f", grid=False, labelOverlap="greedy")
    x = alt.X("cost:Q", title=f"{unit} (log scale)", scale=make_scale(costs), axis=axis)
    exact = alt.Scale(zero=False, nice=False, padding=PADDING)
    y = alt.Y("score:Q", title=title, scale=exact, axis=alt.Axis(tickCount=5))
    shown = tooltip("model", score=(title, ".3f"), cost=(unit, ",.3~f"))
    size: dict[str, Any] = {"size": 90, "strokeWidth": 1.8, "opacity": 1}
    front = alt.Chart(rows([point._asdict() for point in points if point.front]))
    every = alt.Chart(rows([point._asdict() for point in points if point.low is not None]))
    interval = every.mark_rule(color=QUIET, opacity=0.5).encode(
        x=x, y=alt.Y("low:Q", title=title), y2="high:Q"
    )
    layers = [
        interval,
        front.mark_line(interpolate="step-after", color=ACCENT, strokeWidth=1.5, opacity=0.6),
        front.mark_point(shape="diamond", color=ACCENT, filled=True, **size).encode(tooltip=shown),
        front.mark_text(align="left", dx=BESIDE, dy=-BESIDE, color=INK, fontSize=12).encode(
            text="model:N"
        ),
    ]
    if rest := [point._asdict() for point in points if not point.front]:
        circles = alt.Chart(rows(rest)).mark_point(shape="circle", color=QUIET, **size)
        layers.append(circles.encode(tooltip=shown))
        room = find_circle_room(points)
        names = [{**row, "room": room[row["model"]]} for row in rest if row["model"] in room]
        if names:
            # Empty where the chart is too narrow: Vega warns of a layer that a filter empties.
            named = alt.Chart(rows(names)).transform_calculate(
                name="datum.room <= width ? datum.model : ''"
            )
            text = named.mark_text(align="left", dx=BESIDE, color="var(--soft)", fontSize=11)
            layers.append(text.encode(text="name:N"))
    drawn = [interval, *(layer.encode(x=x, y=y) for layer in layers[1:])]
    return specify(alt.LayerChart(layer=drawn, height=HEIGHT))


def find_circle_room(points: list[CostPoint]) -> dict[str, int]:
    """Find how wide the chart must be for the name of each circle."""
    costs = [point.cost for point in points]
    positive = [cost for cost in costs if cost > 0]
    low, high = find_ends(positive) if positive else (1.0, SPAN)
    ends = [end for x in points for end in (x.score, x.low, x.high) if end is not None]
    bottom, top = min(ends), max(ends)
    places = {
        point.model: (
            math.log(max(point.cost, low) / low) / math.log(high / low),
            (top - point.score) / ((top - bottom) or 1),
        )
        for point in points
    }
    front = [point.model for point in points if point.front]
    circles = [point.model for point in points if not point.front]
    return find_room(places, circles, HEIGHT - 2 * PADDING, front)


def cost_table(inputs: Inputs) -> Table:
    """Show every cost of every model; diamonds mark the fronts."""
    found = {key: list_points(inputs, key) for key in MEASURES}
    cells = [
        [
            Cell(points[0].model),
            number(points[0].score),
            *(cost_cell(point.cost, point.front) for point in points),
        ]
        for points in zip(*found.values(), strict=True)
    ]
    headings = [Column("model"), Column(inputs.title, inputs.better)]
    headings += [Column(f"{x.name}, {x.unit}", "lower") for x in MEASURES.values()]
    caption = "What each model costs; each ◆ is shown to be better than every cheaper ◆"
    return Table(caption, headings, cells)


def cost_cell(value: float, front: bool) -> Cell:
    """Show a cost, with a diamond if it is on the front."""
    text = amount(value)
    return Cell(f"◆ {text}" if front else text, value, "front" if front else "")


def cost_section(inputs: Inputs) -> ReportSection | None:
    """Make the section of costs; None where none was measured."""
    if not inputs.costs:
        return None
    points, measure = list_points(inputs, DRAWN), MEASURES[DRAWN]
    front = sorted((point for point in points if point.front), key=lambda point: point.cost)
    if not front:
        return None
    note = f"Diamonds, the cheapest first: {listed(point.model for point in front)}."
    title = f"{capitalise(inputs.title)} by time per text"
    spec = draw_costs(points, inputs.title, f"{measure.unit} per text")
    return ReportSection(
        "costs",
        "What a better score costs",
        "Each diamond is shown to be better than every diamond to its left. A circle is not shown "
        "to be better than every cheaper diamond, or one that scores higher costs about the same, "
        f"within a factor of {measure.alike:g}. Bars are the 95 % interval of each score alone.",
        [Figure("cost-chart", title, spec, cost_table(inputs), note=note)],
        "Measured on the machine that ran the pipeline: CPU-seconds and peak memory of the "
        "processes, sizes of files, and the time from a raw text to a probability. From "
        "metrics/costs.json.",
    )
