"""Where models differ: their scores within each slice of the texts."""

import altair as alt

from bakeoff.report import charts
from bakeoff.report.blocks import Cell, Figure, ReportSection, Spec, Table, number
from bakeoff.report.inputs import Inputs


def _lines(inputs: Inputs) -> list[charts.Row]:
    """Make a line per model and slice, where the score is defined."""
    metric = inputs.metric
    return [
        {
            "model": name,
            "slice": f"{title} · {part['rows']} texts",
            "score": part["mean"][metric],
            "is_baseline": name == inputs.baseline,
            "low": part["mean"][metric] - part["sd"][metric],
            "high": part["mean"][metric] + part["sd"][metric],
        }
        for name, model in inputs.board["models"].items()
        for title, part in model["slices"].items()
        if metric in part["mean"]
    ]


def _spec(lines: list[charts.Row], models: list[str], label: str) -> Spec:
    x, y = charts.across("score", tickCount=4), charts.vertical()
    is_baseline = alt.FieldEqualPredicate(field="is_baseline", equal=True)
    rule = alt.Chart().mark_rule(color=charts.INK, strokeDash=charts.DASHES)
    dashed = rule.transform_filter(is_baseline)
    bars = alt.Chart().mark_rule(color=charts.ACCENT, strokeWidth=2)
    layers = [
        dashed.encode(x=x),
        bars.encode(x=alt.X("low:Q", title=None), x2="high:Q", y=y),
        charts.dots(60, x=x, y=y, tooltip=charts.tooltip("model", "slice", score=(label, ".3f"))),
    ]
    names = list(dict.fromkeys(str(line["slice"]) for line in lines))
    height = charts.STEP * len(models)
    return charts.panels(layers, lines, "slice", names, height=height, panel=190, room=120)


def slice_section(inputs: Inputs) -> ReportSection | None:
    """Make the section of slices; None where the texts have none."""
    lines = _lines(inputs)
    if not lines:
        return None
    slices = inputs.board["models"][inputs.baseline]["slices"]
    smallest = min(part["rows"] for part in slices.values())
    label = inputs.answer["label"]
    spec = _spec(lines, inputs.models, label)
    figure = Figure("by-slice", f"{label} by slice", spec, _table(inputs, label))
    return ReportSection(
        "slices",
        "Slices",
        "One score hides where models differ. The bars are one deviation over repeats either way, "
        f"the dashed line is the baseline. The smallest slice holds {smallest} texts, so a "
        "few points within one are noise.",
        "The same predictions as in the leaderboard, scored within each slice of the texts; the "
        "mean over repeats.",
        ["metrics/leaderboard.json"],
        [figure],
    )


def _table(inputs: Inputs, label: str) -> Table:
    """Show the score of each model on each slice; the best of each slice stands out."""
    found = {
        name: {title: part["mean"].get(inputs.metric) for title, part in model["slices"].items()}
        for name, model in inputs.board["models"].items()
    }
    choose = min if inputs.answer["lower_is_better"] else max
    best = {}
    for title in found[inputs.baseline]:
        known = [x for scores in found.values() if (x := scores[title]) is not None]
        best[title] = choose(known, default=None)
    cells = [
        [Cell(name), *(number(x, mark="main" if x == best[y] else "") for y, x in scores.items())]
        for name, scores in found.items()
    ]
    caption = f"{label} by slice; the best of each stands out"
    return Table(caption, ["model", *best], cells, sortable=True)
