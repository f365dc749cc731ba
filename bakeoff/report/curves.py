"""ROC curves, precision against recall, and how often which class was taken for which."""

from typing import Any

import altair as alt

from bakeoff.report.blocks import Cell, Figure, Section, Table, listed, number
from bakeoff.report.charts import ACCENT, INK, panels, rows, stack
from bakeoff.report.inputs import Inputs, Line

RATES = (0.01, 0.02, 0.05, 0.1)  # false positive rates of the table
RECALLS = (0.8, 0.85, 0.9, 0.95)


def _spec(
    lines: list[Line],
    order: list[str],
    baseline: str,
    fields: tuple[str, str],
) -> dict[str, Any]:
    """Draw a panel a model, the baseline dashed in each."""
    axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".2~f", labelOverlap="greedy")
    scale = alt.Scale(domain=[0, 1])
    x = alt.X(f"{fields[0]}:Q", title=None, axis=axis, scale=scale)
    y = alt.Y(f"{fields[1]}:Q", title=None, axis=axis, scale=scale)
    dashed = alt.Chart(rows([_point(one, fields) for one in lines if one["model"] == baseline]))
    layer = stack(
        dashed.mark_line(color=INK, strokeDash=[4, 3], strokeWidth=1.2).encode(
            x=x, y=y, order="place:Q"
        ),
        alt.Chart()
        .mark_line(color=ACCENT, strokeWidth=2)
        .encode(x=x, y=y, order="place:Q", tooltip="model:N"),
        data=rows(
            [{"model": one["model"], **_point(one, fields)} for one in lines], "model", order
        ),
    )
    return panels(layer.properties(height=120), "model", order)


def _point(line: Line, fields: tuple[str, str]) -> dict[str, float]:
    """Round to what a screen can show; points go in the order of the file."""
    return {"place": line["place"], **{field: round(line[field], 4) for field in fields}}


def at_least(lines: list[Line], reach: tuple[str, float], best: str) -> float | None:
    """Give the best of one field among the points that reach a value of another."""
    field, bound = reach
    found = [line[best] for line in lines if line[field] >= bound]
    return max(found) if found else None


def at_most(lines: list[Line], keep: tuple[str, float], best: str) -> float | None:
    """Give the best of one field among the points that keep below a value of another."""
    field, bound = keep
    found = [line[best] for line in lines if line[field] <= bound]
    return max(found) if found else None


def _numbered(lines: list[Line]) -> list[Line]:
    return [{**line, "place": place} for place, line in enumerate(lines)]


def _order(inputs: Inputs, lines: list[Line]) -> list[str]:
    return [name for name in inputs.models if any(line["model"] == name for line in lines)]


def _precision_recall(inputs: Inputs) -> Figure | None:
    lines = _numbered(inputs.lines("precision_recall"))
    if not lines:
        return None
    order = _order(inputs, lines)
    by_model = {name: [line for line in lines if line["model"] == name] for name in order}
    cells = [
        [Cell(name), *(number(at_least(its, ("recall", at), "precision")) for at in RECALLS)]
        for name, its in by_model.items()
    ]
    title = "Precision, by recall"
    header = ["model", *(f"recall ≥ {at}" for at in RECALLS)]
    said = (
        f"{title}, a panel a model: {listed(order)}. The table has the precision at four recalls."
    )
    spec = _spec(lines, order, inputs.baseline, ("recall", "precision"))
    return Figure(
        "precision-recall", title, said, spec, Table("Precision by recall", header, cells)
    )


def _roc(inputs: Inputs) -> Figure | None:
    lines = _numbered(inputs.lines("roc"))
    if not lines:
        return None
    order = _order(inputs, lines)
    fields = ("false_positive_rate", "true_positive_rate")
    by_model = {name: [line for line in lines if line["model"] == name] for name in order}
    cells = [
        [Cell(name), *(number(at_most(its, (fields[0], at), fields[1])) for at in RATES)]
        for name, its in by_model.items()
    ]
    title = "ROC: rate of hits, by rate of false alarms"
    header = ["model", *(f"false alarms ≤ {at:.0%}" for at in RATES)]
    said = f"ROC curves, a panel a model: {listed(order)}. The table has four points of each."
    spec = _spec(lines, order, inputs.baseline, fields)
    table = Table("Hits by rate of false alarms", header, cells)
    return Figure("roc", title, said, spec, table)


def _confusion(inputs: Inputs) -> Table | None:
    """Lay out how many messages of each class were taken for which."""
    lines = inputs.lines("confusion")
    if not lines or len(inputs.board["classes"]) > 4:
        return None
    pairs = list(dict.fromkeys((line["actual"], line["predicted"]) for line in lines))
    at = {(line["model"], line["actual"], line["predicted"]): line["messages"] for line in lines}
    cells = [
        [Cell(name), *(number(at.get((name, *pair)), 1) for pair in pairs)]
        for name in _order(inputs, lines)
    ]
    header = ["model", *(f"{actual} as {predicted}" for actual, predicted in pairs)]
    return Table("Which class was taken for which; messages, the mean over seeds", header, cells)


def curves_section(inputs: Inputs) -> Section | None:
    """Make the section of curves; none without a table of them."""
    found = [_precision_recall(inputs), _roc(inputs), _confusion(inputs)]
    blocks = [block for block in found if block]
    if not blocks:
        return None
    return Section(
        "curves",
        "Thresholds",
        "What each model offers to those who weigh the two kinds of mistakes otherwise. The dashed "
        "line is the baseline.",
        "Test predictions of all seeds of a model together, at most 200 points a curve.",
        [f"metrics/plots/{name}.csv" for name in ("precision_recall", "roc", "confusion")],
        list(blocks),
    )
