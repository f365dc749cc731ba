"""Where models differ: their scores within each slice of the texts, with intervals."""

import altair as alt

from bakeoff.evaluation.formats import Slice
from bakeoff.report import charts
from bakeoff.report.blocks import Cell, Column, Figure, ReportSection, Spec, Table
from bakeoff.report.cells import EMPTY, capitalise, decimal, isolate, span
from bakeoff.report.inputs import Inputs


def slice_lines(inputs: Inputs) -> list[charts.Row]:
    """Make a line per model and slice, where the score is defined."""
    return [
        {
            "model": name,
            "slice": f"{isolate(title)} · {part['rows']:,} texts",
            "score": part["mean"][inputs.metric],
            "is_baseline": name == inputs.baseline,
            "low": part["interval"]["low"],
            "high": part["interval"]["high"],
        }
        for name, model in inputs.board["models"].items()
        for title, part in model["slices"].items()
        if inputs.metric in part["mean"]
    ]


def draw_slices(lines: list[charts.Row], models: int, title: str) -> Spec:
    """Draw one panel per slice: points with their intervals, the baseline dashed."""
    x, y = charts.across("score", tickCount=4), charts.vertical()
    is_baseline = alt.FieldEqualPredicate(field="is_baseline", equal=True)
    rule = alt.Chart().mark_rule(color=charts.INK, strokeDash=charts.DASHES)
    dashed = rule.transform_filter(is_baseline)
    bars = alt.Chart().mark_rule(color=charts.ACCENT, strokeWidth=2)
    numbers = {"score": (title, ".3f"), "low": ("from", ".3f"), "high": ("to", ".3f")}
    shown = charts.tooltip("model", "slice", **numbers)
    layers = [
        dashed.encode(x=x),
        bars.encode(x=alt.X("low:Q", title=None), x2="high:Q", y=y),
        charts.dots(60, x=x, y=y, tooltip=shown),
    ]
    names = list(dict.fromkeys(str(line["slice"]) for line in lines))
    height = charts.STEP * models
    return charts.panels(layers, lines, "slice", names, height=height, panel=190, room=120)


def slice_section(inputs: Inputs) -> ReportSection | None:
    """Make the section of slices; None where the texts have none."""
    lines = slice_lines(inputs)
    if not lines:
        return None
    title = f"{capitalise(inputs.title)} by slice"
    spec = draw_slices(lines, len(inputs.models), inputs.title)
    return ReportSection(
        "slices",
        "Slices",
        "One score hides where models differ. Bars are 95 % intervals of each score alone, from "
        "the texts of the slice; the dashed line is the baseline. All models are scored on the "
        "same texts, so overlap of two bars does not show that they are equal.",
        [Figure("by-slice", title, spec, slice_table(inputs))],
        "The same predictions as in the table of all models, scored within each slice; the mean "
        "over repeats, bootstrapped over texts. From metrics/leaderboard.json.",
    )


def slice_table(inputs: Inputs) -> Table:
    """Show the score of each model on each slice with its interval."""
    models = inputs.board["models"]
    slices = list(models[inputs.models[0]]["slices"])
    rows = [
        [Cell(name), *(slice_cell(model["slices"][title], inputs.metric) for title in slices)]
        for name, model in models.items()
    ]
    headings = [Column("model"), *(Column(title, inputs.better) for title in slices)]
    return Table(f"{capitalise(inputs.title)} by slice", headings, rows)


def slice_cell(part: Slice, metric: str) -> Cell:
    """Show a score and its interval."""
    score, ends = part["mean"].get(metric), part["interval"]
    if score is None:
        return Cell(EMPTY)
    return Cell(f"{decimal(score)} ({span(ends['low'], ends['high'], digits=2)})", score)
