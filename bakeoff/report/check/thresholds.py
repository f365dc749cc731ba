"""What another threshold gives: precision by recall, and hits by false alarms."""

import altair as alt

from bakeoff.report.blocks import Block, Cell, Figure, ReportSection, Spec, Table
from bakeoff.report.cells import abridge, columns, number
from bakeoff.report.charts import line, panels, tooltip, unit
from bakeoff.report.inputs import Inputs

RATES = (0.01, 0.02, 0.05, 0.1)  # false positive rates of the table
RECALLS = (0.8, 0.85, 0.9, 0.95)
Points = list[tuple[str, float, float]]  # a model, x and y; a model's points along its curve


def draw_curves(inputs: Inputs, points: Points) -> Spec:
    """Draw one panel per model, the baseline dashed in each."""
    lines = [
        {"model": model, "place": place, "x": round(x, 4), "y": round(y, 4)}
        for place, (model, x, y) in enumerate(points)
    ]
    x, y = unit(alt.X, "x"), unit(alt.Y, "y")
    baseline = [point for point in lines if point["model"] == inputs.baseline]
    dashed = line(x, y, baseline, order="place:Q")
    solid = line(x, y, order="place:Q", tooltip=tooltip("model"))
    return panels([dashed, solid], lines, "model", inputs.models, height=120)


def precision_figure(inputs: Inputs) -> Figure:
    """Draw precision by recall, and list the best precision at some recalls."""
    points = [(x["model"], x["recall"], x["precision"]) for x in inputs.precision_recall]
    ranges = {f"recall ≥ {at}": (at, 1.0) for at in RECALLS}
    table = best_table("Best precision at a recall", inputs.models, points, ranges)
    title = f"Precision by recall of {abridge(inputs.positive or '')}"
    return Figure("precision-recall", title, draw_curves(inputs, points), table)


def rate_table(inputs: Inputs) -> Table:
    """List the share of the class that is found at some rates of false alarms."""
    points = [(x["model"], x["false_positive_rate"], x["true_positive_rate"]) for x in inputs.roc]
    ranges = {f"false alarms ≤ {100 * at:.0f} %": (0.0, at) for at in RATES}
    return best_table("Best true positive rate", inputs.models, points, ranges)


def best_table(
    caption: str, models: list[str], points: Points, ranges: dict[str, tuple[float, float]]
) -> Table:
    """Show the largest y of each model among its points whose x lies in a range."""

    def best(name: str, low: float, high: float) -> Cell:
        inside = [y for model, x, y in points if model == name and low <= x <= high]
        return number(max(inside, default=None))

    cells = [[Cell(name), *(best(name, *ends) for ends in ranges.values())] for name in models]
    return Table(caption, columns("model", *ranges, better="higher"), cells)


def threshold_section(inputs: Inputs) -> ReportSection | None:
    """Make the section of thresholds; None with more than two classes, or without curves."""
    if not inputs.precision_recall or not inputs.positive:
        return None
    blocks: list[Block] = [precision_figure(inputs)]
    if inputs.roc:
        blocks.append(rate_table(inputs))
    return ReportSection(
        "thresholds",
        "Thresholds",
        "What each model offers if missed texts and false alarms cost differently.",
        blocks,
        "Predictions of all rounds of a model together, at most 200 points per curve; the "
        "dashed line is the baseline. From metrics/plots/precision_recall.csv and roc.csv.",
        folded=True,
    )
