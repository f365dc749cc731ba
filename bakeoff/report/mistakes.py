"""Messages that are worth reading: where models disagree, and where all are wrong."""

from typing import Any

from bakeoff.report.blocks import Doubt, Guess, Messages, Section, decimal
from bakeoff.report.inputs import Inputs


def _doubt(message: dict[str, Any], inputs: Inputs) -> Doubt:
    """Set what every model says of a message beside its label."""
    guesses = []
    for name in inputs.models:
        probability = message["probabilities"].get(name)
        if probability is None:
            continue
        verdict = ""
        if inputs.positive:
            thresholds = inputs.board["models"][name]["thresholds"]
            says_positive = probability >= sum(thresholds) / len(thresholds)
            verdict = "right" if says_positive == (message["label"] == inputs.positive) else "wrong"
        guesses.append(Guess(name, decimal(probability, 2), verdict))
    return Doubt(message["text"], message["label"], message.get("slice") or "", guesses)


def mistakes_section(inputs: Inputs) -> Section | None:
    """Make the section of single messages; none where no file lists them."""
    legend = f"probability of {inputs.positive}" if inputs.positive else "probability of its class"
    titles = {
        "disagreements": "Models disagree on these",
        "all_wrong": "Every model gets these wrong",
    }
    blocks = [
        Messages(title, legend, [_doubt(message, inputs) for message in inputs.errors[key]])
        for key, title in titles.items()
        if inputs.errors.get(key)
    ]
    if not blocks:
        return None
    return Section(
        "mistakes",
        "Messages",
        "Scores do not say what goes wrong; messages do. Those that every model gets wrong are "
        "hard, or wrongly labelled.",
        f"Test messages, each with every model's {legend}, the mean over seeds; ✓ and ✗ say on "
        "which side of its threshold that is."
        if inputs.positive
        else f"Test messages, each with every model's {legend}, the mean over seeds.",
        ["metrics/errors.json"],
        list(blocks),
    )
