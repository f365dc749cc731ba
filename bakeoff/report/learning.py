"""How many labelled messages a model needs: F1 by size of the training split."""

from typing import Any

import altair as alt

from bakeoff.report.blocks import Cell, Figure, Section, Table, decimal, listed
from bakeoff.report.charts import ACCENT, INK, panels, rows, stack
from bakeoff.report.inputs import Inputs, Line


def by_size(lines: list[Line]) -> list[dict[str, Any]]:
    """Sum draws up: mean, lowest and highest F1 of each size, the smallest first."""
    found: dict[int, list[float]] = {}
    for line in lines:
        if line["f1"] is None:
            continue
        found.setdefault(int(line["rows"]), []).append(line["f1"])
    return [
        {
            "rows": size,
            "f1": round(sum(scores) / len(scores), 6),
            "low": min(scores),
            "high": max(scores),
            "draws": len(scores),
        }
        for size, scores in sorted(found.items())
    ]


def _spec(curves: dict[str, list[dict[str, Any]]], baseline: str) -> dict[str, Any]:
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
    y = alt.Y("f1:Q", title=None, axis=alt.Axis(tickCount=5))
    own = alt.Chart().encode(x=x)
    layers = [
        own.mark_area(opacity=0.22, color=ACCENT).encode(y=alt.Y("low:Q", title=None), y2="high:Q"),
        own.mark_line(color=ACCENT, strokeWidth=2).encode(y=y),
        own.mark_point(color=ACCENT, filled=True, size=28, opacity=1).encode(
            y=y,
            tooltip=[
                alt.Tooltip("model:N"),
                alt.Tooltip("rows:Q", title="messages", format=","),
                alt.Tooltip("f1:Q", title="mean F1", format=".3f"),
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
    curves = {name: by_size(lines) for name, lines in inputs.learning.items()}
    curves = {name: its for name, its in curves.items() if its}
    if not curves:
        return None
    sizes = sorted({point["rows"] for its in curves.values() for point in its})
    draws = max(point["draws"] for its in curves.values() for point in its)
    cells = []
    for name, its in curves.items():
        at = {point["rows"]: point for point in its}
        cells.append([Cell(name), *(_cell(at.get(size)) for size in sizes)])
    table = Table(
        "Mean F1 by number of training messages, and the lowest and highest draw",
        ["model", *(f"{size:,}" for size in sizes)],
        cells,
    )
    title = "F1 by number of labelled messages"
    said = f"{title}, a panel a model: {listed(curves)}. The table has the numbers."
    return Section(
        "learning",
        "Label efficiency",
        f"What a model needs before it is of use. {_compare(curves, inputs.baseline, sizes)} The "
        "band runs from the lowest to the highest draw, the dashed line is the baseline.",
        f"Every model was trained anew on random parts of the training split, up to {draws} draws "
        "a size, and scored on the same test messages.",
        ["metrics/learning/"],
        [Figure("efficiency", title, said, _spec(curves, inputs.baseline), table)],
    )


def _compare(curves: dict[str, list[dict[str, Any]]], baseline: str, sizes: list[int]) -> str:
    """Say which model is ahead where labels are few, and how many the baseline needs for that."""
    few = sizes[min(2, len(sizes) - 1)]
    scores = {
        name: point["f1"] for name, its in curves.items() for point in its if point["rows"] == few
    }
    best = max(scores, key=lambda name: scores[name])
    said = f"With {few:,} labelled messages, {best} is ahead at {decimal(scores[best])}"
    if best == baseline or baseline not in curves:
        return f"{said}."
    enough = [point["rows"] for point in curves[baseline] if point["f1"] >= scores[best]]
    if not enough:
        return f"{said}; {baseline} does not get there with all {sizes[-1]:,}."
    return f"{said}; {baseline} needs {enough[0]:,} for that."


def _cell(point: dict[str, Any] | None) -> Cell:
    if point is None:
        return Cell("–")
    text = decimal(point["f1"])
    if point["draws"] > 1:
        text += f" ({decimal(point['low'], 2)} to {decimal(point['high'], 2)})"
    return Cell(text, point["f1"])
