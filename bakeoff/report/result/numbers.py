"""The three numbers of the first screen: score, worth of vectors, smallest difference."""

from bakeoff.evaluation.answer_format import raise_bound
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
    """Give what the right vectors are worth to a model, the largest of several such differences."""
    pairs = inputs.answer["pretraining"]
    if not pairs:
        text = (
            "What the right vectors are worth: to compare, add a model on word vectors with "
            "shuffled: true. Encoders have no such control."
        )
        if not any(model["licences"] for model in inputs.board["models"].values()):
            text = "What the right vectors are worth: no model reads pretrained ones."
        return Number("not measured", "", text)
    pair = max(pairs, key=lambda pair: pair["difference"])
    unit = inputs.title if inputs.sign > 0 else f"lower {inputs.title}"
    text = (
        f"is what the right vectors are worth to {pair['model']}: it {READ[pair['word']]} the same "
        "model with shuffled ones."
    )
    for other in inputs.answer["against_learned"]:
        if other["model"] == pair["model"]:
            apart = decimal(other["difference"], sign=True)
            text += (
                f" Against {other['other']}, which learns its own, it is {other['word']} ({apart})."
            )
    return Number(
        f"{decimal(pair['difference'], sign=True)} {unit}",
        f"({span(pair['low'], pair['high'], sign=True)})",
        text,
    )


def power_number(inputs: Inputs) -> Number:
    """Give the smallest differences to the baseline that these texts can show."""
    pairs = [pair for name, pair in inputs.against_baseline.items() if name not in inputs.controls]
    sizes = [x["smallest_difference"] for x in pairs if x["smallest_difference"] is not None]
    if not sizes:
        return Number("not known", "", "which differences these texts can show.")
    ends = {decimal(raise_bound(size)) for size in (min(sizes), max(sizes))}
    by = ", depending on the model," if len(ends) > 1 else ""
    text = (
        f"is how large a true difference to {inputs.baseline} must be{by} to be found in 80 of "
        "100 cases. Smaller ones may be missed."
    )
    return Number(f"{' to '.join(sorted(ends))} {inputs.title}", "", text)  # never too small
