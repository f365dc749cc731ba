"""Texts that are worth reading: where models disagree, and where all are wrong."""

from bakeoff.evaluation.formats import ErrorText
from bakeoff.report.blocks import Doubt, Guess, Messages, ReportSection, decimal
from bakeoff.report.inputs import Inputs

TITLES = {
    "disagreements": "Models disagree on these",
    "all_wrong": "Every model gets these wrong",
}


def _doubt(message: ErrorText, inputs: Inputs) -> Doubt:
    """Compare what every model predicts for a text with its label."""
    guesses = []
    for name, model in inputs.board["models"].items():
        probability, verdict = message["probabilities"][name], ""
        if inputs.positive:
            positive = probability >= sum(model["thresholds"]) / len(model["thresholds"])
            verdict = "right" if positive == (message["label"] == inputs.positive) else "wrong"
        guesses.append(Guess(name, decimal(probability, 2), verdict))
    return Doubt(message["text"], message["label"], message["slice"], guesses)


def mistake_section(inputs: Inputs) -> ReportSection | None:
    """Make the section of single texts; None where no model makes mistakes."""
    legend = f"probability of {inputs.positive}" if inputs.positive else "probability of its class"
    blocks = [
        Messages(title, legend, [_doubt(message, inputs) for message in inputs.errors[key]])
        for key, title in TITLES.items()
        if inputs.errors[key]
    ]
    if not blocks:
        return None
    method = f"Held-out texts, each with every model's {legend}, the mean over repeats"
    if inputs.positive:
        method += "; ✓ and ✗ say on which side of its threshold that is"
    return ReportSection(
        "mistakes",
        "Texts",
        "Scores do not say what goes wrong; texts do. Those that every model gets wrong are "
        "hard, or wrongly labelled.",
        f"{method}.",
        ["metrics/errors.json"],
        blocks,
    )
