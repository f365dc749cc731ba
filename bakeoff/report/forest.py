"""F1 of every model with its interval, beside that of the baseline: a forest plot."""

from typing import Any, Literal

import altair as alt

from bakeoff.report import charts
from bakeoff.report.blocks import Spec
from bakeoff.report.inputs import Inputs

VERDICTS = {  # what is drawn: shape and colour, so that nothing depends on colour alone
    "better": ("triangle-up", charts.ACCENT),
    "tie": ("circle", charts.QUIET),
    "worse": ("triangle-down", charts.WARM),
    "baseline": ("diamond", charts.INK),
}


FIELDS = ("model", "verdict", "value", "low", "high")  # of a line in the chart


def interval_lines(inputs: Inputs, kind: Literal["f1", "difference"]) -> list[charts.Row]:
    """List F1 of every model, or its difference to the baseline's, with the interval."""
    lines = []
    for name, model in inputs.board["models"].items():
        f1, line = model["intervals"]["f1"], (name, model["verdict"])
        if kind == "f1":
            lines.append((*line, model["mean"]["f1"], f1["low"], f1["high"]))
        elif name != inputs.baseline:
            ends = f1["difference_low"], f1["difference_high"]
            lines.append((*line, f1["difference"], *ends))
    return [dict(zip(FIELDS, line, strict=True)) for line in lines]


def forest(lines: list[charts.Row], reference: float, title: str) -> Spec:
    """Draw a point and its interval for each model, and a line at the reference."""
    present = [name for name in VERDICTS if any(line["verdict"] == name for line in lines)]
    shapes, colours = zip(*(VERDICTS[name] for name in present), strict=True)
    legend = alt.Legend(title=None) if len(present) > 1 else None

    def by_verdict(values: tuple[str, ...]) -> dict[str, Any]:
        return {"scale": alt.Scale(domain=present, range=list(values)), "legend": legend}

    colour = alt.Color("verdict:N", **by_verdict(colours))
    shape = alt.Shape("verdict:N", **by_verdict(shapes))
    axis = alt.Axis(tickCount=6, format="+.2f" if reference == 0 else ".2f")
    x = alt.X("value:Q", title=None, scale=alt.Scale(zero=False), axis=axis)
    marked = alt.Chart(charts.rows([{"value": reference}]))
    marked = marked.mark_rule(strokeDash=charts.DASHES, color=charts.INK)
    own = alt.Chart().encode(y=charts.vertical(), color=colour)
    points = own.mark_point(filled=True, size=85, opacity=1)
    bars = own.mark_rule(strokeWidth=2.5, strokeCap="round")
    layers = [
        marked.encode(x=x),
        bars.encode(x=alt.X("low:Q", title=None), x2="high:Q"),
        points.encode(x=x, shape=shape, tooltip=charts.tooltip("model", value=(title, ".3f"))),
    ]
    data, height = charts.rows(lines), charts.STEP * len(lines)
    return charts.specify(alt.LayerChart(layer=layers, data=data, height=height))
