"""Texts that are worth reading: where all models are wrong, and where they disagree."""

from bakeoff.evaluation.formats import ErrorKind, ErrorText
from bakeoff.report.blocks import Doubt, Guess, ReportSection, Texts
from bakeoff.report.cells import abridge, capitalise, decimal
from bakeoff.report.inputs import Inputs

TITLES = {
    "all_wrong": ("Every model gets these wrong", "that models are most certain of"),
    "disagreements": ("Models disagree on these", "on which models are widest apart"),
}


def error_section(inputs: Inputs) -> ReportSection | None:
    """Make the section of single texts; None where no model makes mistakes."""
    blocks = [
        Texts(title, write_note(found, most, inputs), [doubt(x, inputs) for x in found["texts"]])
        for key, (title, most) in TITLES.items()
        if (found := inputs.errors.get(key)) and found["texts"]
    ]
    if not blocks:
        return None
    return ReportSection(
        "errors",
        "Errors",
        "Scores do not say what goes wrong; texts do. Those that every model gets wrong are hard, "
        "or wrongly labelled.",
        blocks,
        f"{capitalise(inputs.tested)}; probabilities are means over repeats. From "
        "metrics/errors.json and data/prepared/texts.csv.",
    )


def write_note(found: ErrorKind, most: str, inputs: Inputs) -> str:
    """Say what stands beside a text, and of how many texts these are a choice if they are one."""
    asked = abridge(inputs.positive or "the text's class")
    count, shown = found["count"], len(found["texts"])
    if shown == count:
        return f"With every model's probability of {asked}."
    return f"The {shown} of {count:,} {most}, with every model's probability of {asked}."


def doubt(text: ErrorText, inputs: Inputs) -> Doubt:
    """Gather what the models predict for a text, the right class first."""
    by_class: dict[str, list[tuple[str, str]]] = {}
    for name in inputs.models:
        shown = decimal(text["probabilities"][name], 2)
        by_class.setdefault(text["predicted"][name], []).append((name, shown))
    order = sorted(by_class, key=lambda label: (label != text["label"], -len(by_class[label])))
    guesses = [
        Guess(label, label == text["label"], by_class[label], agree(by_class[label], inputs))
        for label in order
    ]
    return Doubt(inputs.texts[text["row"]], text["label"], text["slice"], guesses)


def agree(models: list[tuple[str, str]], inputs: Inputs) -> str:
    """Say that all models predict a class, and between which probabilities."""
    if len(models) < len(inputs.models) or len(models) < 3:
        return ""
    shown = sorted(probability for _, probability in models)
    return f"all {len(models)} models, {shown[0]} to {shown[-1]}"
