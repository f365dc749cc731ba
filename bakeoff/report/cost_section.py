"""What a model costs beside what it scores, and which models no cheaper model beats."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import altair as alt

from bakeoff.report.blocks import Cell, Figure, ReportSection, Spec, Table, decimal, listed, number
from bakeoff.report.charts import ACCENT, QUIET, rows, specify, ticks, tooltip
from bakeoff.report.inputs import Inputs

HEIGHT, PADDING = 190, 14  # of a chart, in pixels; inside it


class Measure(NamedTuple):
    """One cost: what it is called, its unit, and how many of that unit the file's number is."""

    name: str
    unit: str
    scale: float = 1.0


MEASURES = {
    "download_bytes": Measure("Download", "MB", 1e-6),
    "build_cpu_seconds": Measure("Building its vectors", "CPU s"),
    "train_cpu_seconds": Measure("Training", "CPU s"),
    "peak_memory_mb": Measure("Peak memory", "MB"),
    "model_bytes": Measure("Saved model", "MB", 1e-6),
    "ms_one": Measure("A text alone", "ms"),
    "ms_thousand": Measure("A text among 1,000", "ms"),
}


class CostPoint(NamedTuple):
    """F1 and one cost of a model, and whether no other model beats it at no higher cost."""

    model: str
    f1: float
    cost: float
    front: bool


def pareto(costs: Mapping[str, float], scores: Mapping[str, float]) -> list[str]:
    """Find the models that no other one beats at no higher cost, the cheapest first.

    Models with the same cost and the same score are all on the front.
    """

    pairs = {name: (cost, scores[name]) for name, cost in costs.items()}

    def beaten(pair: tuple[float, float]) -> bool:
        return any(x[0] <= pair[0] and x[1] >= pair[1] and x != pair for x in pairs.values())

    front = [name for name, pair in pairs.items() if not beaten(pair)]
    return sorted(front, key=lambda name: costs[name])


def _points(inputs: Inputs, key: str) -> list[CostPoint]:
    """Make one point per model, in the measure's unit."""
    scores = {name: model["mean"]["f1"] for name, model in inputs.board["models"].items()}
    costs = {name: round(inputs.costs[name][key] * MEASURES[key].scale, 6) for name in scores}
    front = pareto(costs, scores)
    return [CostPoint(name, scores[name], costs[name], name in front) for name in scores]


def _scale(marks: list[float]) -> alt.Scale:
    """Make a logarithmic scale from the first mark to the last.

    A logarithm has no zero; a symlog scale is linear below its constant (Webber 2013, Meas. Sci.
    Technol. 24).
    """
    if marks[0] > 0:
        return alt.Scale(type="log", nice=False, domain=[marks[0], marks[-1]], padding=PADDING)
    constant = marks[1] / 2 if len(marks) > 1 else 1.0
    domain = [0, marks[-1] or 1]
    return alt.Scale(type="symlog", constant=constant, nice=False, domain=domain, padding=PADDING)


def _spec(points: list[CostPoint], unit: str) -> Spec:
    """Draw F1 against one cost: the front as diamonds on steps, other models as circles."""
    marks = ticks([point.cost for point in points])
    axis = alt.Axis(values=marks, format=",.3~f", grid=False, labelOverlap="greedy")
    x = alt.X("cost:Q", title=None, scale=_scale(marks), axis=axis)
    exact = alt.Scale(zero=False, nice=False, padding=PADDING)
    y = alt.Y("f1:Q", title="F1", scale=exact, axis=alt.Axis(tickCount=5))
    shown = tooltip("model", f1=("F1", ".3f"), cost=(unit, ",.3~f"))
    size: dict[str, Any] = {"size": 90, "strokeWidth": 1.8, "opacity": 1}
    front = alt.Chart(rows([point._asdict() for point in points if point.front]))
    layers = [
        front.mark_line(interpolate="step-after", color=ACCENT, strokeWidth=1.5, opacity=0.6),
        front.mark_point(shape="diamond", color=ACCENT, filled=True, **size).encode(tooltip=shown),
    ]
    if rest := [point._asdict() for point in points if not point.front]:
        circles = alt.Chart(rows(rest)).mark_point(shape="circle", color=QUIET, **size)
        layers.append(circles.encode(tooltip=shown))
    return specify(
        alt.LayerChart(layer=[layer.encode(x=x, y=y) for layer in layers], height=HEIGHT)
    )


def _figure(key: str, points: list[CostPoint]) -> Figure:
    measure = MEASURES[key]
    front = sorted((point for point in points if point.front), key=lambda point: point.cost)
    note = f"On the front, the cheapest first: {listed(point.model for point in front)}."
    title = f"F1 by cost: {measure.name.lower()}, {measure.unit}"
    return Figure(f"cost-{key}", title, _spec(points, measure.unit), small=True, note=note)


def cost_section(inputs: Inputs) -> ReportSection:
    """Make the section of costs."""
    found = {key: _points(inputs, key) for key in MEASURES}
    cells = [
        [Cell(points[0].model), number(points[0].f1), *(_cost(x.cost, x.front) for x in points)]
        for points in zip(*found.values(), strict=True)
    ]
    header = ["model", "F1", *(f"{measure.name}, {measure.unit}" for measure in MEASURES.values())]
    caption = "What each model costs; ◆ marks those that no other one beats at no higher cost"
    table = Table(caption, header, cells, sortable=True)
    return ReportSection(
        "costs",
        "Costs",
        "Diamonds are on the Pareto front: whoever wants a higher F1 than theirs pays more. "
        "Circles are beaten by a model that costs no more. F1 is the mean here; which differences "
        "are more than chance, the leaderboard says.",
        "Measured on the machine that ran the pipeline: CPU-seconds and peak memory of the "
        "processes, sizes of the files, and the time from a raw text to a probability.",
        ["metrics/costs.json"],
        [table, *(_figure(key, points) for key, points in found.items())],
    )


def _cost(value: float, front: bool) -> Cell:
    digits = 0 if value >= 100 or value == 0 else 1 if value >= 10 else 2
    text = decimal(value, digits)
    return Cell(f"◆ {text}" if front else text, value, "front" if front else "")
