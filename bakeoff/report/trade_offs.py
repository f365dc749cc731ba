"""F1 against one cost: the front as steps, and names beside the points where there is room."""

import math
from collections.abc import Callable
from typing import Any

import altair as alt

from bakeoff.report.charts import ACCENT, INK, QUIET, rows, stack, ticks, wide
from bakeoff.report.labels import Spot, place_labels

WIDTH, HEIGHT, PADDING = 290, 190, 14  # of a chart on a narrow screen, in pixels; inside it


def _scale(marks: list[float]) -> tuple[alt.Scale, Callable[[float], float]]:
    """Give a logarithmic scale from the first mark to the last, and where it puts a cost."""
    if marks[0] > 0:
        low, high = math.log(marks[0]), math.log(marks[-1])
        scale = alt.Scale(type="log", nice=False, domain=[marks[0], marks[-1]])
        return scale, lambda cost: (math.log(cost) - low) / (high - low)
    # A logarithm has no zero; this scale is linear below its constant (Webber 2013,
    # Meas. Sci. Technol. 24).
    constant = marks[1] / 2 if len(marks) > 1 else 1.0
    top = math.log1p(marks[-1] / constant) or 1.0
    scale = alt.Scale(type="symlog", constant=constant, nice=False, domain=[0, marks[-1] or 1])
    return scale, lambda cost: math.log1p(cost / constant) / top


def _labelled(
    points: list[dict[str, Any]], where: Callable[[float], float]
) -> dict[Spot, list[dict[str, Any]]]:
    """Group the points whose names have room by the side that the name stands on."""
    lines = sorted(points, key=lambda point: not point["front"])
    low, high = min(point["f1"] for point in points), max(point["f1"] for point in points)
    free = HEIGHT - 2 * PADDING
    pixels = [
        (
            PADDING + where(point["cost"]) * (WIDTH - 2 * PADDING),
            PADDING + (high - point["f1"]) / ((high - low) or 1) * free,
        )
        for point in lines
    ]
    spots = place_labels([point["model"] for point in lines], pixels, WIDTH, HEIGHT)
    found: dict[Spot, list[dict[str, Any]]] = {}
    for point, spot in zip(lines, spots, strict=True):
        if spot:
            found.setdefault(spot, []).append(point)
    return found


def trade_off(points: list[dict[str, Any]]) -> dict[str, Any]:
    """Draw F1 against one cost.

    Args:
        points: of each its model, f1, cost, and whether it is on the front.
    """
    marks = ticks([point["cost"] for point in points])
    scale, where = _scale(marks)
    scale.padding = PADDING
    axis = alt.Axis(values=marks, format=",.3~f", grid=False, labelOverlap="greedy")
    x = alt.X("cost:Q", title=None, scale=scale, axis=axis)
    exact = alt.Scale(zero=False, nice=False, padding=PADDING)
    y = alt.Y("f1:Q", title="F1", scale=exact, axis=alt.Axis(tickCount=5))
    front = [point for point in points if point["front"]]
    rest = [point for point in points if not point["front"]]
    layers = [
        alt.Chart(rows(front))
        .mark_line(interpolate="step-after", color=ACCENT, strokeWidth=1.5, opacity=0.6)
        .encode(x=x, y=y)
    ]
    for its, shape, colour in ((rest, "circle", QUIET), (front, "diamond", ACCENT)):
        mark = alt.Chart(rows(its)).mark_point(
            shape=shape, color=colour, filled=its is front, size=90, strokeWidth=1.8, opacity=1
        )
        tooltip = ["model:N", alt.Tooltip("f1:Q", title="F1", format=".3f"), "cost:Q"]
        layers += [mark.encode(x=x, y=y, tooltip=tooltip)] if its else []
    for spot, its in _labelled(points, where).items():
        text = alt.Chart(rows(its)).mark_text(
            align=spot.align,  # type: ignore[arg-type]
            dx=spot.dx,
            dy=spot.dy,
            baseline="middle",
            color=INK,
            fontSize=12,
        )
        layers.append(text.encode(x=x, y=y, text="model:N"))
    return wide(stack(*layers).properties(height=HEIGHT))
