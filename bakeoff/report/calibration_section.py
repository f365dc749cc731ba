"""Whether a probability means what it says, and what another threshold would have given."""

import altair as alt

from bakeoff.report.blocks import Cell, Figure, ReportSection, Spec, Table, number, spread
from bakeoff.report.charts import dots, line, panels, tooltip, unit
from bakeoff.report.inputs import Inputs


def _spec(inputs: Inputs) -> Spec:
    x, y = unit(alt.X, "confidence"), unit(alt.Y, "frequency")
    numbers = {"confidence": ("probability", ".3f"), "frequency": ("observed", ".3f")}
    shown = tooltip("model", **numbers, texts=("texts", ",.0f"))
    diagonal = [{"confidence": at, "frequency": at} for at in (0, 1)]
    layers = [line(x, y, diagonal), line(x, y), dots(sized_by="texts", x=x, y=y, tooltip=shown)]
    return panels(layers, inputs.calibration, "model", inputs.models, height=130)


def _summary(inputs: Inputs) -> Table:
    """Show ECE, the Brier score, and F1 at both thresholds side by side."""
    models, cells = inputs.board["models"], []
    for name, model in models.items():
        mean, chosen = model["mean"], model["valid_threshold"]
        scores = model["calibration"]["ece"], mean["brier"], mean["f1"], chosen["f1"]
        cells.append([Cell(name), *map(number, scores), spread(chosen["thresholds"], 2)])
    halves = all(x == 0.5 for model in models.values() for x in model["thresholds"])
    f1 = "F1 at 0.5" if halves else "F1 as ranked"
    header = ["model", "ECE", "Brier", f1, "F1, threshold chosen", "that threshold"]
    caption = "Calibration, and F1 with the threshold that was best on the validation texts"
    return Table(caption, header, cells, sortable=True)


def calibration_section(inputs: Inputs) -> ReportSection:
    """Make the section of calibration."""
    title = "Reliability: observed share by predicted probability"
    cells = [
        [
            Cell(x["model"]),
            number(x["confidence"]),
            number(x["frequency"]),
            number(x["texts"], 0),
        ]
        for x in inputs.calibration
    ]
    table = Table(title, ["model", "probability", "observed", "texts"], cells)
    return ReportSection(
        "calibration",
        "Calibration",
        "A point on the diagonal keeps its promise: of the texts that a model gives 80 %, four "
        "in five are what it says. Below it, a model promises too much; larger points hold more "
        "texts. ECE is the mean distance from the diagonal, Brier the mean squared error; lower "
        "is better.",
        "Probabilities of held-out texts in all repeats, in ten bins of equal width, empty ones "
        "left out; the chosen threshold is the best on a round's validation texts.",
        ["metrics/plots/calibration.csv", "metrics/leaderboard.json"],
        [_summary(inputs), Figure("reliability", title, _spec(inputs), table)],
    )
