"""Where models differ: F1 within each slice of the test messages."""

import altair as alt

from bakeoff.report import charts
from bakeoff.report.blocks import Cell, Figure, ReportSection, Spec, Table, number
from bakeoff.report.inputs import Inputs


def _lines(inputs: Inputs) -> list[charts.Row]:
    """Make a line per model and slice."""
    return [
        {
            "model": name,
            "slice": f"{title} · {part['rows']} messages",
            "f1": part["mean"]["f1"],
            "is_baseline": name == inputs.baseline,
            "low": max(0.0, part["mean"]["f1"] - part["sd"]["f1"]),
            "high": min(1.0, part["mean"]["f1"] + part["sd"]["f1"]),
        }
        for name, model in inputs.board["models"].items()
        for title, part in model["slices"].items()
    ]


def _spec(lines: list[charts.Row], models: list[str]) -> Spec:
    x, y = charts.across("f1", tickCount=4), charts.vertical()
    is_baseline = alt.FieldEqualPredicate(field="is_baseline", equal=True)
    rule = alt.Chart().mark_rule(color=charts.INK, strokeDash=charts.DASHES)
    dashed = rule.transform_filter(is_baseline)
    bars = alt.Chart().mark_rule(color=charts.ACCENT, strokeWidth=2)
    layers = [
        dashed.encode(x=x),
        bars.encode(x=alt.X("low:Q", title=None), x2="high:Q", y=y),
        charts.dots(60, x=x, y=y, tooltip=charts.tooltip("model", "slice", f1=("F1", ".3f"))),
    ]
    names = list(dict.fromkeys(str(line["slice"]) for line in lines))
    height = charts.STEP * len(models)
    return charts.panels(layers, lines, "slice", names, height=height, panel=190, room=120)


def slice_section(inputs: Inputs) -> ReportSection | None:
    """Make the section of slices; None where the messages have none."""
    lines = _lines(inputs)
    if not lines:
        return None
    slices = inputs.board["models"][inputs.baseline]["slices"]
    smallest = min(part["rows"] for part in slices.values())
    figure = Figure("by-slice", "F1 by slice", _spec(lines, inputs.models), _table(inputs))
    return ReportSection(
        "slices",
        "Slices",
        "One score hides where models differ. The bars are one deviation over seeds either way, "
        f"the dashed line is the baseline. The smallest slice holds {smallest} messages, so a "
        "few points within one are noise.",
        "The same predictions as in the leaderboard, scored within each slice of the test "
        "messages; the mean over seeds.",
        ["metrics/leaderboard.json"],
        [figure],
    )


def _table(inputs: Inputs) -> Table:
    """Show the F1 of each model on each slice; the best of each slice stands out."""
    f1 = {
        name: {title: part["mean"]["f1"] for title, part in model["slices"].items()}
        for name, model in inputs.board["models"].items()
    }
    best = {title: max(scores[title] for scores in f1.values()) for title in f1[inputs.baseline]}
    cells = [
        [Cell(name), *(number(x, mark="main" if x == best[y] else "") for y, x in scores.items())]
        for name, scores in f1.items()
    ]
    caption = "F1 by slice; the best of each stands out"
    return Table(caption, ["model", *best], cells, sortable=True)
