"""ROC curves, precision against recall, and how often which class was taken for which."""

import altair as alt

from bakeoff.report.blocks import Block, Cell, Figure, ReportSection, Spec, Table, number
from bakeoff.report.charts import line, panels, tooltip, unit
from bakeoff.report.inputs import Inputs

RATES = (0.01, 0.02, 0.05, 0.1)  # false positive rates of the table
RECALLS = (0.8, 0.85, 0.9, 0.95)
Points = list[tuple[str, float, float]]  # a model, x and y; a model's points along its curve


def _spec(inputs: Inputs, points: Points) -> Spec:
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


def _precision_recall(inputs: Inputs) -> Figure:
    points = [(x["model"], x["recall"], x["precision"]) for x in inputs.precision_recall]
    ranges = {f"recall ≥ {at}": (at, 1.0) for at in RECALLS}
    table = _best("Precision by recall", inputs.models, points, ranges)
    return Figure("precision-recall", "Precision, by recall", _spec(inputs, points), table)


def _roc(inputs: Inputs) -> Figure:
    points = [(x["model"], x["false_positive_rate"], x["true_positive_rate"]) for x in inputs.roc]
    ranges = {f"false alarms ≤ {at:.0%}": (0.0, at) for at in RATES}
    title = "True positive rate by false positive rate"
    table = _best(title, inputs.models, points, ranges)
    return Figure("roc", f"ROC: {title.lower()}", _spec(inputs, points), table)


def _best(
    caption: str, models: list[str], points: Points, ranges: dict[str, tuple[float, float]]
) -> Table:
    """Show the largest y of each model among its points whose x lies in a range."""

    def best(name: str, low: float, high: float) -> Cell:
        inside = [y for model, x, y in points if model == name and low <= x <= high]
        return number(max(inside, default=None))

    cells = [[Cell(name), *(best(name, *ends) for ends in ranges.values())] for name in models]
    return Table(caption, ["model", *ranges], cells)


def _confusion(inputs: Inputs) -> Table:
    """Count the texts of each class that were taken for which."""
    lines = inputs.confusion
    pairs = list(dict.fromkeys((x["actual"], x["predicted"]) for x in lines))
    counts = {(x["model"], x["actual"], x["predicted"]): x["texts"] for x in lines}
    cells = [
        [Cell(name), *(number(counts[name, *pair], 1) for pair in pairs)] for name in inputs.models
    ]
    header = ["model", *(f"{actual} as {predicted}" for actual, predicted in pairs)]
    return Table("Which class was taken for which; texts, the mean over repeats", header, cells)


def threshold_section(inputs: Inputs) -> ReportSection:
    """Make the section of thresholds."""
    blocks: list[Block] = [_precision_recall(inputs), _roc(inputs)]
    if len(inputs.board["classes"]) <= 4:
        blocks.append(_confusion(inputs))
    return ReportSection(
        "curves",
        "Thresholds",
        "What each model offers to those who weigh the two kinds of mistakes otherwise. The dashed "
        "line is the baseline.",
        "Held-out predictions of all rounds of a model together, at most 200 points per curve.",
        [f"metrics/plots/{name}.csv" for name in ("precision_recall", "roc", "confusion")],
        blocks,
    )
