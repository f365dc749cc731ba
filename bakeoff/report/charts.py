"""What all charts share: colours, data, panels, and how a chart becomes a specification.

Names stand in the data alone: an order or a condition that holds them would become part of an
expression of Vega's.

Colours are variables of page.css: the page gives them their values, for light, dark and paper.
"""

from collections.abc import Sequence
from typing import Any

import altair as alt

ACCENT = "var(--accent)"
WARM = "var(--warm)"
COOL = "var(--cool)"
QUIET = "var(--quiet)"
INK = "var(--ink)"
EDGE = "var(--edge)"
STEP = 24  # pixels between two models

Line = dict[str, Any]

CONFIG: dict[str, Any] = {
    "background": "transparent",
    "font": "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": "var(--soft)",
        "titleColor": "var(--soft)",
        "gridColor": "var(--line)",
        "domainColor": "var(--edge)",
        "tickColor": "var(--edge)",
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "titlePadding": 8,
        "labelLimit": 150,
        "tickSize": 4,
    },
    "axisY": {"domain": False, "ticks": False, "labelPadding": 6},
    "header": {
        "labelColor": INK,
        "labelFontSize": 12,
        "labelFontWeight": "bold",
        "labelAnchor": "start",
        "labelPadding": 4,
        "title": None,
    },
    "legend": {
        "labelColor": "var(--soft)",
        "titleColor": "var(--soft)",
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "orient": "top",
        "labelLimit": 260,
    },
    "facet": {"spacing": 20},
}


def rows(lines: Sequence[Line], field: str = "", order: Sequence[str] = ()) -> alt.InlineData:
    """Give lines to a chart as they are; `panel` is the place of a field's value in an order."""
    if field:
        lines = [{**line, "panel": order.index(line[field])} for line in lines]
    return alt.InlineData(values=list(lines))


def vertical(field: str = "model") -> alt.Y:
    """Put names one below the other, in the order in which the data has them."""
    axis = alt.Axis(grid=False, title=None, labelColor=INK)
    return alt.Y(f"{field}:N", sort=None, axis=axis)


def tall(lines: Sequence[Any], step: int = STEP) -> int:
    """How many pixels lines take, one below the other."""
    return step * len(lines)


def stack(*layers: alt.Chart, data: alt.InlineData | None = None) -> alt.LayerChart:
    """Lay charts over one another; those without data of their own share the given ones."""
    return alt.LayerChart(layer=list(layers), data=alt.Undefined if data is None else data)


def wide(chart: alt.Chart | alt.LayerChart) -> dict[str, Any]:
    """Make the specification of a chart as wide as the page lets it be."""
    return _specification(chart, {})


def panels(
    layer: alt.LayerChart, field: str, order: Sequence[str], *, panel: int = 125, room: int = 44
) -> dict[str, Any]:
    """Repeat a layer once for each value of a field, several beside one another as room allows.

    Args:
        layer: its data, with `panel`, stand at the top; what a layer has of its own stands in every
            panel.
        field: of the data.
        order: the field's values.
        panel: pixels that a panel takes at least.
        room: pixels for the labels at the left.
    """
    by_place = alt.EncodingSortField("panel", op="min")
    facet = alt.Facet(f"{field}:N", sort=by_place, title=None)
    # A panel has an axis of its own: the last row may be short of panels to hang one below.
    chart = layer.facet(facet=facet, columns=4).resolve_axis(x="independent")
    return _specification(chart, {"panel": panel, "room": room, "panels": len(order)})


def _specification(
    chart: alt.Chart | alt.LayerChart | alt.FacetChart, hints: dict[str, int]
) -> dict[str, Any]:
    """Give the Vega-Lite, without a theme; page.js takes the hints and sets the width."""
    spec: dict[str, Any] = chart.to_dict()
    return {key: value for key, value in spec.items() if key != "config"} | {"usermeta": hints}


def ticks(values: Sequence[float]) -> list[float]:
    """Choose round marks for a logarithmic axis, with a zero where a value is zero.

    Powers of ten; of what spans less than two of them 1, 2 and 5 as well.
    """
    positive = [value for value in values if value > 0]
    zero = [0.0] if len(positive) < len(values) else []
    if not positive:
        return zero
    low, high = min(positive), max(positive)
    steps = (1.0, 2.0, 5.0) if high < 100 * low else (1.0,)
    all_marks = [step * 10.0**power for power in range(-9, 16) for step in steps]
    inside = [mark for mark in all_marks if low <= mark <= high]
    below = [mark for mark in all_marks if mark < low][-1:]
    above = [mark for mark in all_marks if mark > high][:1]
    return [*zero, *below, *inside, *above]
