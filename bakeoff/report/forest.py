"""The score of every model with its interval, beside that of the baseline: a forest plot."""

from typing import Any

import altair as alt

from bakeoff.report import charts
from bakeoff.report.blocks import Spec
from bakeoff.report.inputs import Inputs

WORDS = {  # what is drawn: shape and colour, so that nothing depends on colour alone
    "better": ("triangle-up", charts.ACCENT),
    "equal": ("square", charts.COOL),
    "undecided": ("circle", charts.QUIET),
    "worse": ("triangle-down", charts.WARM),
    "baseline": ("diamond", charts.INK),
}
FIELDS = ("model", "word", "value", "low", "high")  # of a line in the chart


def score_lines(inputs: Inputs) -> list[charts.Row]:
    """List the verdict's score of every model with its own interval."""
    lines = []
    for name, model in inputs.board["models"].items():
        ends = model["intervals"][inputs.metric]
        lines.append((name, model["word"], model["mean"][inputs.metric], ends["low"], ends["high"]))
    return [dict(zip(FIELDS, line, strict=True)) for line in lines]


def difference_lines(inputs: Inputs) -> list[charts.Row]:
    """List the differences to the baseline with their simultaneous intervals."""
    return [
        {"model": name, "word": pair["word"], "value": pair["difference"]}
        | {"low": pair["low"], "high": pair["high"]}
        for name, pair in inputs.against_baseline.items()
    ]


def forest(lines: list[charts.Row], reference: float, title: str) -> Spec:
    """Draw a point and its interval for each model, and a line at the reference."""
    present = [name for name in WORDS if any(line["word"] == name for line in lines)]
    shapes, colours = zip(*(WORDS[name] for name in present), strict=True)
    legend = alt.Legend(title=None) if len(present) > 1 else None

    def by_word(values: tuple[str, ...]) -> dict[str, Any]:
        return {"scale": alt.Scale(domain=present, range=list(values)), "legend": legend}

    colour = alt.Color("word:N", **by_word(colours))
    shape = alt.Shape("word:N", **by_word(shapes))
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
