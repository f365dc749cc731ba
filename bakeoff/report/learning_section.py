"""How many labelled texts a model needs: scores by number of labels."""

from typing import Literal

import altair as alt

from bakeoff.evaluation.formats import Line
from bakeoff.report import charts
from bakeoff.report.blocks import Cell, Figure, ReportSection, Spec, Table, mean, spread
from bakeoff.report.inputs import Inputs

Metric = Literal["f1", "pr_auc"]
METRICS: dict[Metric, str] = {"f1": "F1", "pr_auc": "PR-AUC"}
Curves = dict[str, dict[int, list[float]]]  # model to size to the scores of the draws


def collect_curves(points: list[Line], metric: Metric) -> Curves:
    """Collect the scores of each model and size; leave out what is not defined."""
    curves: Curves = {}
    for point in points:
        if (score := point[metric]) is not None:
            curves.setdefault(point["model"], {}).setdefault(point["labels"], []).append(score)
    return curves


def _sizes(curves: Curves) -> list[int]:
    return sorted({size for curve in curves.values() for size in curve})


def _spec(curves: Curves, baseline: str, title: str) -> Spec:
    sizes = _sizes(curves)
    lines: list[charts.Row] = [
        {"model": name, "rows": n, "score": mean(draws), "low": min(draws), "high": max(draws)}
        for name, curve in curves.items()
        for n, draws in curve.items()
    ]
    scale = alt.Scale(type="log", nice=False, domain=[sizes[0], sizes[-1]])
    axis = alt.Axis(values=sizes, format=",", labelOverlap="greedy", labelSeparation=6, grid=False)
    x = alt.X("rows:Q", title=None, scale=scale, axis=axis)
    y = alt.Y("score:Q", title=None, axis=alt.Axis(tickCount=5))
    numbers = {"rows": ("texts", ","), "score": (f"mean {title}", ".3f")}
    numbers |= {"low": ("lowest", ".3f"), "high": ("highest", ".3f")}
    shown = charts.tooltip("model", **numbers)
    band = alt.Chart().mark_area(opacity=0.22, color=charts.ACCENT)
    layers = [
        charts.line(x, y, [point for point in lines if point["model"] == baseline]),
        band.encode(x=x, y=alt.Y("low:Q", title=None), y2="high:Q"),
        charts.line(x, y),
        charts.dots(28, x=x, y=y, tooltip=shown),
    ]
    return charts.panels(layers, lines, "model", list(curves), height=120)


def learning_section(inputs: Inputs) -> ReportSection | None:
    """Make the section of label efficiency, if any model has a curve."""
    if not inputs.learning:
        return None
    curves = {metric: collect_curves(inputs.learning, metric) for metric in METRICS}
    curves = {metric: found for metric, found in curves.items() if found}
    draws = max(len(scores) for curve in curves["f1"].values() for scores in curve.values())
    few = inputs.answer["few_labels"]
    told = f" {few['sentence']}" if few else ""
    return ReportSection(
        "learning",
        "Label efficiency",
        f"What a model needs before it is of use.{told} The band runs from the lowest to the "
        "highest draw, the dashed line is the baseline.",
        f"Every model was trained anew on random parts of the texts of a round, {draws} draws "
        "per size, and scored on the texts that the round held out. F1 is at the threshold of one "
        "half, which a model that saw few texts of a rare class seldom reaches; PR-AUC needs no "
        "threshold.",
        ["metrics/learning.csv"],
        [_figure(metric, found, inputs.baseline) for metric, found in curves.items()],
    )


def _figure(metric: Metric, curves: Curves, baseline: str) -> Figure:
    """Draw one panel per model, and show the same in a table."""
    sizes, shown = _sizes(curves), METRICS[metric]
    cells = [
        [Cell(name), *(spread(curve.get(size, [])) for size in sizes)]
        for name, curve in curves.items()
    ]
    caption = f"Mean {shown} by number of labels, and the lowest and highest draw"
    table = Table(caption, ["model", *(f"{size:,}" for size in sizes)], cells)
    title = f"{shown} by number of labels"
    name = f"efficiency-{metric.replace('_', '-')}"
    return Figure(name, title, _spec(curves, baseline, shown), table)
