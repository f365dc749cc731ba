"""Whether a probability means what it says, and what another threshold would have given."""

import altair as alt

from bakeoff.report.blocks import Cell, Column, Figure, ReportSection, Spec, Table
from bakeoff.report.cells import number, spread
from bakeoff.report.charts import dots, line, panels, tooltip, unit
from bakeoff.report.inputs import Inputs

TITLE = "Reliability: observed share by predicted probability"


def draw_reliability(inputs: Inputs) -> Spec:
    """Draw one panel per model, and the diagonal in each."""
    x, y = unit(alt.X, "confidence"), unit(alt.Y, "frequency")
    numbers = {"confidence": ("probability", ".3f"), "frequency": ("observed", ".3f")}
    shown = tooltip("model", **numbers, texts=("texts", ",.0f"))
    diagonal = [{"confidence": at, "frequency": at} for at in (0, 1)]
    layers = [line(x, y, diagonal), line(x, y), dots(sized_by="texts", x=x, y=y, tooltip=shown)]
    models = [name for name in inputs.models if any(x["model"] == name for x in inputs.calibration)]
    return panels(layers, inputs.calibration, "model", models, height=130)


def calibration_table(inputs: Inputs) -> Table:
    """Show ECE and the Brier score; with two classes also F1 at both thresholds."""
    models, rows = inputs.board["models"], []
    headings = [Column("model"), Column("ECE", "lower"), Column("Brier", "lower")]
    caption = "Calibration"
    if inputs.positive:
        halves = all(x == 0.5 for model in models.values() for x in model["thresholds"])
        headings.append(Column("F1 at 0.5" if halves else "F1 as scored above", "higher"))
        headings += [Column("F1, threshold chosen", "higher"), Column("that threshold")]
        caption += ", and F1 with the threshold that was best on the validation texts"
    for name, model in models.items():
        mean, chosen = model["mean"], model["valid_threshold"]
        cells = [number(model["calibration"]["ece"]), number(mean["brier"])]
        if inputs.positive:
            cells += [number(mean.get("f1")), number(chosen["f1"])]
            cells.append(spread(chosen["thresholds"], 2))
        rows.append([Cell(name), *cells])
    return Table(caption, headings, rows)


def reliability_table(inputs: Inputs) -> Table:
    """Show the points of the chart as numbers."""
    cells = [
        [
            Cell(x["model"]),
            number(x["confidence"]),
            number(x["frequency"]),
            number(x["texts"], 0),
        ]
        for x in inputs.calibration
    ]
    headings = [Column("model"), Column("probability"), Column("observed"), Column("texts")]
    return Table(TITLE, headings, cells)


def calibration_section(inputs: Inputs) -> ReportSection | None:
    """Make the section of calibration; None without its points."""
    if not inputs.calibration:
        return None
    figure = Figure("reliability", TITLE, draw_reliability(inputs), reliability_table(inputs))
    return ReportSection(
        "calibration",
        "Calibration",
        "Of the texts given a probability of 80 %, do four in five belong to the class?"
        + (" And what would another threshold give?" if inputs.positive else ""),
        [calibration_table(inputs), figure],
        f"Probabilities of {inputs.tested} in all repeats. On the diagonal, probabilities match "
        "what is observed; below it, they are too high. Ten bins of equal width, neighbours merged "
        "until each holds 30 texts or more; larger points hold more. From "
        "metrics/plots/calibration.csv and metrics/leaderboard.json.",
        folded=True,
    )
