"""How many labelled messages a model needs: F1 by size of the training split."""

from typing import Any

import altair as alt

from bakeoff.report.blocks import Cell, Figure, Section, Table, decimal, listed
from bakeoff.report.charts import ACCENT, INK, panels, rows, stack
from bakeoff.report.inputs import Inputs, Line

METRICS = {"f1": "F1", "pr_auc": "PR-AUC"}
Curves = dict[str, list[dict[str, Any]]]  # of a metric, by model


def by_size(lines: list[Line], metric: str) -> list[dict[str, Any]]:
    """Sum draws up: mean, lowest and highest score of each size, the smallest first."""
    found: dict[int, list[float]] = {}
    for line in lines:
        if line[metric] is not None:
            found.setdefault(int(line["rows"]), []).append(line[metric])
    return [
        {
            "rows": size,
            "score": round(sum(scores) / len(scores), 6),
            "low": min(scores),
            "high": max(scores),
            "draws": len(scores),
        }
        for size, scores in sorted(found.items())
    ]


def _spec(curves: Curves, baseline: str, title: str) -> dict[str, Any]:
    lines = [{"model": name, **point} for name, its in curves.items() for point in its]
    sizes = sorted({line["rows"] for line in lines})
    x = alt.X(
        "rows:Q",
        title=None,
        scale=alt.Scale(type="log", nice=False, domain=[sizes[0], sizes[-1]]),
        axis=alt.Axis(
            values=sizes, format=",", labelOverlap="greedy", labelSeparation=6, grid=False
        ),
    )
    y = alt.Y("score:Q", title=None, axis=alt.Axis(tickCount=5))
    own = alt.Chart().encode(x=x)
    layers = [
        own.mark_area(opacity=0.22, color=ACCENT).encode(y=alt.Y("low:Q", title=None), y2="high:Q"),
        own.mark_line(color=ACCENT, strokeWidth=2).encode(y=y),
        own.mark_point(color=ACCENT, filled=True, size=28, opacity=1).encode(
            y=y,
            tooltip=[
                alt.Tooltip("model:N"),
                alt.Tooltip("rows:Q", title="messages", format=","),
                alt.Tooltip("score:Q", title=f"mean {title}", format=".3f"),
                alt.Tooltip("low:Q", title="lowest", format=".3f"),
                alt.Tooltip("high:Q", title="highest", format=".3f"),
            ],
        ),
    ]
    if baseline in curves:
        dashed = alt.Chart(rows(curves[baseline])).mark_line(
            color=INK, strokeDash=[4, 3], strokeWidth=1.2
        )
        layers.insert(0, dashed.encode(x=x, y=y))
    layer = stack(*layers, data=rows(lines, "model", list(curves))).properties(height=120)
    return panels(layer, "model", list(curves))


def learning_section(inputs: Inputs) -> Section | None:
    """Make the section of label efficiency; none without a curve."""
    curves: dict[str, Curves] = {}
    for metric in METRICS:
        found = {name: by_size(lines, metric) for name, lines in inputs.learning.items()}
        if any(found.values()):
            curves[metric] = {name: its for name, its in found.items() if its}
    if not curves:
        return None
    draws = max(point["draws"] for its in curves["f1"].values() for point in its)
    compared = " ".join(_compare(metric, its, inputs.baseline) for metric, its in curves.items())
    return Section(
        "learning",
        "Label efficiency",
        f"What a model needs before it is of use. {compared} The band runs from the lowest to the "
        "highest draw, the dashed line is the baseline.",
        f"Every model was trained anew on random parts of the training split, up to {draws} draws "
        "a size, and scored on the same test messages. F1 is at the threshold of one half, which a "
        "model that saw few messages of a rare class seldom reaches; PR-AUC asks for no threshold.",
        ["metrics/learning.csv"],
        [_figure(metric, its, inputs.baseline) for metric, its in curves.items()],
    )


def _figure(metric: str, curves: Curves, baseline: str) -> Figure:
    """Draw a panel a model, and say the same in a table."""
    sizes = sorted({point["rows"] for its in curves.values() for point in its})
    cells = []
    for name, its in curves.items():
        at = {point["rows"]: point for point in its}
        cells.append([Cell(name), *(_cell(at.get(size)) for size in sizes)])
    table = Table(
        f"Mean {METRICS[metric]} by number of training messages, and the lowest and highest draw",
        ["model", *(f"{size:,}" for size in sizes)],
        cells,
    )
    title = f"{METRICS[metric]} by number of labelled messages"
    said = f"{title}, a panel a model: {listed(curves)}. The table has the numbers."
    name = "efficiency" if metric == "f1" else f"efficiency-{metric.replace('_', '-')}"
    return Figure(name, title, said, _spec(curves, baseline, METRICS[metric]), table)


def _compare(metric: str, curves: Curves, baseline: str) -> str:
    """Say which model is ahead where labels are few, and how many the baseline needs for that."""
    sizes = sorted({point["rows"] for its in curves.values() for point in its})
    few = sizes[min(2, len(sizes) - 1)]
    scores = {
        name: point["score"]
        for name, its in curves.items()
        for point in its
        if point["rows"] == few
    }
    best = max(scores, key=lambda name: scores[name])
    said = f"With {few:,} labelled messages, {best} is ahead by {METRICS[metric]}, at "
    said += decimal(scores[best])
    if best == baseline or baseline not in curves:
        return f"{said}."
    enough = [point["rows"] for point in curves[baseline] if point["score"] >= scores[best]]
    if not enough:
        return f"{said}; {baseline} does not get there with all {sizes[-1]:,}."
    return f"{said}; {baseline} needs {enough[0]:,} for that."


def _cell(point: dict[str, Any] | None) -> Cell:
    if point is None:
        return Cell("–")
    text = decimal(point["score"])
    if point["draws"] > 1:
        text += f" ({decimal(point['low'], 2)} to {decimal(point['high'], 2)})"
    return Cell(text, point["score"])
