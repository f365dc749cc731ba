"""F1 of every model with its interval, beside that of the baseline: a forest plot."""

from typing import Any

import altair as alt

from bakeoff.report.blocks import Cell, Figure, Table, number
from bakeoff.report.charts import ACCENT, INK, QUIET, WARM, rows, stack, tall, vertical, wide
from bakeoff.report.inputs import Inputs

VERDICTS = {  # what is drawn: shape and colour, so that colour alone tells nothing
    "better": ("triangle-up", ACCENT),
    "tie": ("circle", QUIET),
    "worse": ("triangle-down", WARM),
    "baseline": ("diamond", INK),
}


def interval_lines(inputs: Inputs, value: str, low: str, high: str) -> list[dict[str, Any]]:
    """One line a model, with its interval where that is known."""
    lines = []
    for name, its in inputs.board["models"].items():
        found = {"f1": its["mean"]["f1"], **its["intervals"]["f1"]}
        line = {"model": name, "value": found[value], "verdict": its["verdict"]}
        if found[low] is not None and found[high] is not None:
            line |= {"low": found[low], "high": found[high]}
        lines.append(line)
    return lines


def forest(lines: list[dict[str, Any]], reference: float, title: str) -> dict[str, Any]:
    """Draw a point and its interval for each model, and a line at the reference."""
    present = [name for name in VERDICTS if any(line["verdict"] == name for line in lines)]
    shapes, colours = zip(*(VERDICTS[name] for name in present), strict=True)
    legend = alt.Legend(title=None) if len(present) > 1 else None
    colour = alt.Color(
        "verdict:N", scale=alt.Scale(domain=present, range=list(colours)), legend=legend
    )
    shape = alt.Shape(
        "verdict:N", scale=alt.Scale(domain=present, range=list(shapes)), legend=legend
    )
    axis = alt.Axis(tickCount=6, format="+.2f" if reference == 0 else ".2f")
    x = alt.X("value:Q", title=None, scale=alt.Scale(zero=False), axis=axis)
    tooltip = [alt.Tooltip("model:N"), alt.Tooltip("value:Q", title=title, format=".3f")]
    line = alt.Chart(rows([{"value": reference}])).mark_rule(strokeDash=[4, 3], color=INK)
    own = alt.Chart().encode(y=vertical(), color=colour)
    # Without an interval the bar is as short as the point.
    data = rows([{"low": one["value"], "high": one["value"], **one} for one in lines])
    drawn = stack(
        line.encode(x=x),
        own.mark_rule(strokeWidth=2.5, strokeCap="round").encode(
            x=alt.X("low:Q", title=None), x2="high:Q"
        ),
        own.mark_point(filled=True, size=85, opacity=1).encode(x=x, shape=shape, tooltip=tooltip),
        data=data,
    )
    return wide(drawn.properties(height=tall(lines)))


def forest_figure(
    name: str, title: str, axis: str, lines: list[dict[str, Any]], reference: float, alt_text: str
) -> Figure:
    """Make the figure of some lines, with its table."""
    table = Table(
        title,
        ["model", axis, "low", "high"],
        [
            [Cell(line["model"]), *(number(line.get(key)) for key in ("value", "low", "high"))]
            for line in lines
        ],
    )
    return Figure(name, title, alt_text, forest(lines, reference, axis), table, small=True)


def count_verdicts(lines: list[dict[str, Any]]) -> str:
    """Say how many models are better, how many worse."""
    counts = {name: sum(line["verdict"] == name for line in lines) for name in VERDICTS}
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count)
