"""The three numbers of the first screen: score, worth of pretraining, smallest difference."""

import math

from bakeoff.report.blocks import Number
from bakeoff.report.cells import decimal, span
from bakeoff.report.inputs import Inputs
from bakeoff.report.result.pairs import READ


def score_number(inputs: Inputs) -> Number:
    """Give the score of the recommended model, with its interval."""
    model, rows = inputs.board["models"][inputs.chosen], inputs.board["rows"]
    ends, times = model["intervals"].get(inputs.metric), model["repeats"]
    often = {1: "", 2: "twice "}.get(times, f"{times} times ")
    held = f"{rows:,} texts, each scored {often}by a model that had not seen it"
    if inputs.board["split"] == "none":
        held = f"the {rows:,} texts that it was trained on"
    return Number(
        f"{decimal(inputs.score(inputs.chosen))} {inputs.title}",
        f"({span(ends['low'], ends['high'])})" if ends else "",
        f"{inputs.chosen}, on {held}{'; 95 % interval' if ends else ''}.",
    )


def pretraining_number(inputs: Inputs) -> Number:
    """Give what pretraining is worth: the largest, where several models have a control."""
    pairs = inputs.answer["pretraining"]
    if not pairs:
        text = (
            "What pretraining is worth needs a control: a model on word vectors with "
            "shuffled: true. Encoders have none."
        )
        if not any(model["licences"] for model in inputs.board["models"].values()):
            text = "What pretraining is worth: no model reads pretrained vectors."
        return Number("not measured", "", text)
    pair = max(pairs, key=lambda pair: pair["difference"])
    unit = inputs.title if inputs.sign > 0 else f"lower {inputs.title}"
    text = (
        f"is what pretraining is worth to {pair['model']}: it {READ[pair['word']]} the same model "
        "with its vectors on the wrong words."
    )
    if other := inputs.against_baseline.get(pair["model"]):
        apart = decimal(other["difference"], sign=True)
        text += f" Against {inputs.baseline} it is {other['word']} ({apart})."
    return Number(
        f"{decimal(pair['difference'], sign=True)} {unit}",
        f"({span(pair['low'], pair['high'], sign=True)})",
        text,
    )


def power_number(inputs: Inputs) -> Number:
    """Give the smallest difference to the baseline that these texts can show."""
    pairs = [pair for name, pair in inputs.against_baseline.items() if name not in inputs.controls]
    sizes = [x["smallest_difference"] for x in pairs if x["smallest_difference"] is not None]
    if not sizes:
        return Number("not known", "", "which differences these texts can show.")
    aside = ", controls aside" if inputs.controls else ""
    text = (
        f"A true difference to {inputs.baseline} of this size is found in 80 of 100 cases, "
        f"whichever the model{aside}. Smaller ones may be missed."
    )
    smallest = decimal(math.ceil(max(sizes) * 1000 - 1e-6) / 1000)  # never too small
    return Number(f"{smallest} {inputs.title}", "", text)
