"""The difference of every model to the baseline with its interval: a forest plot."""

from typing import Any

import altair as alt

from bakeoff.report import charts
from bakeoff.report.blocks import Figure, Spec
from bakeoff.report.inputs import Inputs

WORDS = {  # what is drawn: shape and colour, so that nothing depends on colour alone
    "better": ("triangle-up", charts.ACCENT),
    "equal": ("square", charts.COOL),
    "undecided": ("circle", charts.QUIET),
    "worse": ("triangle-down", charts.WARM),
}


def difference_lines(inputs: Inputs) -> list[charts.Row]:
    """List the differences to the baseline with their simultaneous intervals.

    Controls are left out: they are so much worse that the others could not be told apart.
    """
    return [
        {"model": name, "word": pair["word"], "value": pair["difference"]}
        | {"low": pair["low"], "high": pair["high"]}
        for name, pair in inputs.against_baseline.items()
        if name not in inputs.controls
    ]


def difference_chart(inputs: Inputs) -> Figure | None:
    """Draw the differences to the baseline; None where nothing is compared."""
    lines = difference_lines(inputs)
    if not lines:
        return None
    baseline = inputs.baseline
    title = f"{inputs.title} minus {baseline}, simultaneous 95 % intervals"
    if inputs.sign < 0:
        title = f"Lower {inputs.title} than {baseline}, simultaneous 95 % intervals"
    return Figure("differences", title, draw_forest(lines, title))


def draw_forest(lines: list[charts.Row], title: str) -> Spec:
    """Draw a point and its interval for each model, and a line at zero."""
    present = [name for name in WORDS if any(line["word"] == name for line in lines)]
    shapes, colours = zip(*(WORDS[name] for name in present), strict=True)
    legend = alt.Legend(title=None) if len(present) > 1 else None

    def by_word(values: tuple[str, ...]) -> dict[str, Any]:
        return {"scale": alt.Scale(domain=present, range=list(values)), "legend": legend}

    colour = alt.Color("word:N", **by_word(colours))
    shape = alt.Shape("word:N", **by_word(shapes))
    axis = alt.Axis(tickCount=6, format="+.2f")
    x = alt.X("value:Q", title=title, scale=alt.Scale(zero=False), axis=axis)
    zero = alt.Chart(charts.rows([{"value": 0.0}]))
    own = alt.Chart().encode(y=charts.vertical(), color=colour)
    layers = [
        zero.mark_rule(strokeDash=charts.DASHES, color=charts.INK).encode(x=x),
        own.mark_rule(strokeWidth=2.5, strokeCap="round").encode(
            x=alt.X("low:Q", title=title), x2="high:Q"
        ),
        own.mark_point(filled=True, size=85, opacity=1).encode(
            x=x, shape=shape, tooltip=charts.tooltip("model", value=(title, ".3f"))
        ),
    ]
    data, height = charts.rows(lines), charts.STEP * len(lines)
    return charts.specify(alt.LayerChart(layer=layers, data=data, height=height))
