"""How often a model errs, by how many of a message's words it has no vector for."""

import re
from typing import Any

import altair as alt

from bakeoff.report.blocks import EMPTY, Cell, Figure, Table, decimal
from bakeoff.report.charts import ACCENT, panels, rows, stack
from bakeoff.report.inputs import Inputs, Line


def unknown_figure(inputs: Inputs) -> Figure | None:
    """Show the error rate by share of unknown words; none where nobody counted."""
    lines = inputs.lines("unknown_words")
    if not lines:
        return None
    steps = sorted({line["unknown_share"] for line in lines}, key=_first_number)
    lines = [{**line, "place": steps.index(line["unknown_share"])} for line in lines]
    order = [name for name in inputs.models if any(line["model"] == name for line in lines)]
    at = {(line["model"], line["unknown_share"]): line for line in lines}
    cells = [[Cell(name), *(_rate(at.get((name, step))) for step in steps)] for name in order]
    title = "Error rate, by share of words that the model has no vector for"
    said = f"{title}, a panel a model. The table has the numbers."
    spec = _spec(lines, order)
    return Figure("unknown", title, said, spec, Table(title, ["model", *steps], cells))


def _first_number(label: str) -> tuple[float, int]:
    """Order labels such as `0 %`, `0–10 %` and `over 50 %`."""
    found = re.search(r"\d+", label)
    return (float(found[0]) if found else 0.0, len(label))


def _rate(line: Line | None) -> Cell:
    if line is None:
        return Cell(EMPTY)
    rate = decimal(100 * line["error_rate"], 1)
    return Cell(f"{rate} % of {line['messages']:,.0f}", line["error_rate"])


def _spec(lines: list[Line], order: list[str]) -> dict[str, Any]:
    axis = alt.Axis(labelAngle=0, labelOverlap="greedy")
    by_place = alt.EncodingSortField("place", op="min")
    own = alt.Chart().encode(
        x=alt.X("unknown_share:O", sort=by_place, title=None, axis=axis),
        y=alt.Y("error_rate:Q", title=None, axis=alt.Axis(format=".0%", tickCount=4)),
    )
    points = own.mark_point(color=ACCENT, filled=True, opacity=1).encode(
        size=alt.Size("messages:Q", scale=alt.Scale(type="sqrt", range=[18, 160]), legend=None),
        tooltip=[
            alt.Tooltip("model:N"),
            alt.Tooltip("unknown_share:N", title="unknown words"),
            alt.Tooltip("error_rate:Q", title="error rate", format=".1%"),
            alt.Tooltip("messages:Q", format=",.0f"),
        ],
    )
    layer = stack(
        own.mark_line(color=ACCENT, strokeWidth=2), points, data=rows(lines, "model", order)
    )
    return panels(layer.properties(height=120), "model", order, panel=230)
