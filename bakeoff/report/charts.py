"""What all charts share: colours, marks, panels, and how a chart becomes a specification.

Names occur in the data alone: an order or a condition that holds them would become part of a Vega
expression.

Colours are variables of page.css: the page gives them their values, for light, dark and paper.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from bakeoff.report.blocks import Spec
from bakeoff.report.cells import abridge

ACCENT, WARM, COOL, QUIET, INK, EDGE = (
    f"var(--{name})" for name in ("accent", "warm", "cool", "quiet", "ink", "edge")
)
STEP = 24  # pixels between two models
DASHES = [4, 3]
# Vega keeps values as keys of plain objects, where these are taken: a word joiner sets them apart.
TAKEN = {"__proto__", "constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable"}
TAKEN |= {"toLocaleString", "toString", "valueOf"}
TAKEN |= {
    f"__{name}__" for name in ("defineGetter", "defineSetter", "lookupGetter", "lookupSetter")
}
JOINER = "\u2060"
LABEL: Spec = {"labelColor": "var(--soft)", "titleColor": "var(--soft)", "labelFontSize": 12}
LABEL |= {"titleFontSize": 12, "titleFontWeight": "normal"}
FONT = "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif"
HEADER: Spec = {"labelColor": INK, "labelFontSize": 12, "labelFontWeight": "bold"}
CONFIG: Spec = {
    "background": "transparent",
    "font": FONT,
    "view": {"stroke": None},
    "axis": LABEL
    | {"gridColor": "var(--line)", "domainColor": EDGE, "tickColor": EDGE}
    | {"titlePadding": 8, "labelLimit": 150, "tickSize": 4},
    "axisY": {"domain": False, "ticks": False, "labelPadding": 6},
    "header": HEADER | {"labelAnchor": "start", "labelPadding": 4, "title": None},
    "legend": {**LABEL, "orient": "top", "labelLimit": 260},
    "facet": {"spacing": 20},
}

Row = Mapping[str, object]


def rows(lines: Sequence[Row], field: str = "", order: Sequence[str] = ()) -> alt.InlineData:
    """Give lines to a chart; `panel` becomes the place of a field's value in an order."""
    if field:
        places = {value: place for place, value in enumerate(order)}
        lines = [{**line, "panel": places[str(line[field])]} for line in lines]
    values = [{key: keyed(value) for key, value in line.items()} for line in lines]
    return alt.InlineData(values=values)


def keyed(value: object) -> object:
    """Make a text short, and one that Vega may take for a key."""
    if not isinstance(value, str):
        return value
    short = abridge(value)
    return JOINER + short if short in TAKEN else short


def across(field: str, **axis: Any) -> alt.X:
    """Put numbers on the x axis, whose options are Vega-Lite's."""
    return alt.X(f"{field}:Q", title=None, scale=alt.Scale(zero=False), axis=alt.Axis(**axis))


def unit(channel: type[alt.X] | type[alt.Y], field: str) -> Any:
    """Put a share or a probability on an axis from 0 to 1."""
    axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".2~f", labelOverlap="greedy")
    return channel(f"{field}:Q", title=None, axis=axis, scale=alt.Scale(domain=[0, 1]))


def vertical(field: str = "model") -> alt.Y:
    """Put names one below the other, in the order of the data."""
    axis = alt.Axis(grid=False, title=None, labelColor=INK)
    return alt.Y(f"{field}:N", sort=None, axis=axis)


def tooltip(*names: str, **numbers: tuple[str, str]) -> list[alt.Tooltip]:
    """Show fields of text, and of numbers each with its title and format."""
    shown = [alt.Tooltip(f"{name}:N", title=name.replace("_", " ")) for name in names]
    for field, (title, form) in numbers.items():
        shown.append(alt.Tooltip(f"{field}:Q", title=title, format=form))
    return shown


def line(x: alt.X, y: alt.Y, data: Sequence[Row] | None = None, **encoding: Any) -> Any:
    """Draw a line through a panel's data; with data of its own, a dashed one in every panel."""
    if data is None:
        chart = alt.Chart().mark_line(color=ACCENT, strokeWidth=2)
    else:
        chart = alt.Chart(rows(data)).mark_line(color=INK, strokeDash=DASHES, strokeWidth=1.2)
    return chart.encode(x=x, y=y, **encoding)


def dots(size: int = 65, sized_by: str = "", **encoding: Any) -> Any:
    """Draw filled points; their area may show a number."""
    if sized_by:
        scale = alt.Scale(type="sqrt", range=[18, 160])
        encoding["size"] = alt.Size(f"{sized_by}:Q", scale=scale, legend=None)
    points = alt.Chart().mark_point(color=ACCENT, filled=True, size=size, opacity=1)
    return points.encode(**encoding)


def panels(
    layers: Sequence[alt.Chart],
    lines: Sequence[Row],
    field: str,
    order: Sequence[str],
    *,
    height: int,
    panel: int = 125,
    room: int = 44,
) -> Spec:
    """Repeat layers once for each value of a field, side by side as the page's width allows.

    A layer with data of its own looks the same in every panel. A panel is `height` pixels high and
    at least `panel` wide; `room` is for the labels at the left.
    """
    layered = alt.LayerChart(layer=list(layers), data=rows(lines, field, order), height=height)
    by_place = alt.EncodingSortField("panel", op="min")
    facet = alt.Facet(f"{field}:N", sort=by_place, title=None)
    # A panel has an axis of its own: the last row may be short of panels to hang one below.
    chart = layered.facet(facet=facet, columns=4).resolve_axis(x="independent")
    return specify(chart, panel=panel, room=room, panels=len(order))


def specify(chart: alt.Chart | alt.LayerChart | alt.FacetChart, **hints: int) -> Spec:
    """Give the Vega-Lite, without a theme; charts.js sets the width, with the help of hints."""
    spec: Spec = chart.to_dict()
    return {key: value for key, value in spec.items() if key != "config"} | {"usermeta": hints}


def ticks(low: float, high: float) -> list[float]:
    """Choose round marks for a logarithmic axis between two ends.

    Powers of ten; of what spans up to three of them 2 and 5 as well, and every digit if those are
    fewer than two marks.
    """

    def between(*steps: float) -> list[float]:
        marks = [step * 10.0**power for power in range(-9, 16) for step in steps]
        return marks[bisect_left(marks, low) : bisect_right(marks, high)]

    if high > 1000 * low:
        return between(1)
    marks = between(1, 2, 5)
    return marks if len(marks) > 1 else between(*range(1, 10))
