"""Whether a probability means what it says, and what another threshold would have given."""

from typing import Any

import altair as alt

from bakeoff.report.blocks import Cell, Figure, Section, Table, decimal, listed, number
from bakeoff.report.charts import ACCENT, INK, panels, rows, stack
from bakeoff.report.inputs import Inputs, Line


def _spec(lines: list[Line], order: list[str]) -> dict[str, Any]:
    axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format=".2~f", grid=True, labelOverlap="greedy")
    whole = alt.Scale(domain=[0, 1])
    x = alt.X("confidence:Q", title=None, axis=axis, scale=whole)
    y = alt.Y("frequency:Q", title=None, axis=axis, scale=whole)
    own = alt.Chart().encode(x=x, y=y)
    diagonal = alt.Chart(rows([{"confidence": at, "frequency": at} for at in (0, 1)])).mark_line(
        color=INK, strokeDash=[4, 3], strokeWidth=1.2
    )
    layer = stack(
        diagonal.encode(x=x, y=y),
        own.mark_line(color=ACCENT, strokeWidth=2),
        own.mark_point(color=ACCENT, filled=True, opacity=1).encode(
            size=alt.Size("messages:Q", scale=alt.Scale(type="sqrt", range=[18, 160]), legend=None),
            tooltip=[
                alt.Tooltip("model:N"),
                alt.Tooltip("confidence:Q", title="probability", format=".3f"),
                alt.Tooltip("frequency:Q", title="came true", format=".3f"),
                alt.Tooltip("messages:Q", format=",.0f"),
            ],
        ),
        data=rows(lines, "model", order),
    )
    return panels(layer.properties(height=130), "model", order)


def _summary(inputs: Inputs) -> Table:
    """Set ECE, the Brier score and the two thresholds side by side."""
    board = inputs.board["models"]
    lines = []
    for name, its in board.items():
        chosen = its["valid_threshold"]
        thresholds = chosen["thresholds"]
        mean = sum(thresholds) / len(thresholds)
        text = decimal(mean, 2)
        if len(set(thresholds)) > 1:
            text += f" ({decimal(min(thresholds), 2)} to {decimal(max(thresholds), 2)})"
        lines.append(
            [
                Cell(name),
                number(its["calibration"]["ece"]),
                number(its["mean"]["brier"]),
                number(its["mean"]["f1"]),
                number(chosen["f1"]),
                Cell(text, mean),
            ]
        )
    halves = all(one == 0.5 for its in board.values() for one in its["thresholds"])
    f1 = "F1 at 0.5" if halves else "F1 as ranked"
    header = ["model", "ECE", "Brier", f1, "F1, threshold chosen", "that threshold"]
    caption = "Calibration, and F1 with the threshold that was best on the validation messages"
    return Table(caption, header, lines, sortable=True)


def calibration_section(inputs: Inputs) -> Section:
    """Make the section of calibration."""
    blocks: list[Table | Figure] = [_summary(inputs)]
    lines = inputs.lines("calibration")
    if lines:
        order = [name for name in inputs.models if any(one["model"] == name for one in lines)]
        title = "Share that came true, by the probability that was given"
        table = Table(
            title,
            ["model", "probability", "came true", "messages"],
            [
                [
                    Cell(line["model"]),
                    number(line["confidence"]),
                    number(line["frequency"]),
                    number(line["messages"], 0),
                ]
                for line in lines
            ],
        )
        said = f"Reliability curves, a panel a model: {listed(order)}. The diagonal is perfect."
        blocks.append(Figure("reliability", title, said, _spec(lines, order), table))
    return Section(
        "calibration",
        "Calibration",
        "A point on the diagonal keeps its promise: of the messages that a model gives 80 %, four "
        "in five are what it says. Below it, a model promises too much; larger points hold more "
        "messages. ECE is the mean distance from the diagonal, Brier the mean squared error; lower "
        "is better.",
        "Probabilities of all seeds on the test messages in ten bins of equal width, empty ones "
        "left out; the chosen threshold is the best on the validation split, once a seed.",
        ["metrics/plots/calibration.csv", "metrics/leaderboard.json"],
        list(blocks),
    )
