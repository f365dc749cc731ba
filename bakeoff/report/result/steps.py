"""What to do next: use the model, read the errors, use other texts."""

from bakeoff.report.blocks import Step
from bakeoff.report.cells import decimal, span
from bakeoff.report.inputs import Inputs

THRESHOLD = "a matter of the threshold"  # as label_sentences.py says it
USE = """\
source .venv/bin/activate
bakeoff predict "a text"
bakeoff explain "a text"
bakeoff export"""
MINE = "mine"  # the preset that `bakeoff init` writes
OWN = "bakeoff init reviews.csv && make repro"


def list_steps(inputs: Inputs) -> list[Step]:
    """List the steps."""
    return [use_step(inputs), *few_labels_step(inputs), *error_step(inputs), *next_step(inputs)]


def use_step(inputs: Inputs) -> Step:
    """Name the commands that use the recommended model, trained on all texts."""
    text = (
        f"{inputs.chosen} is trained on all texts. Label new ones, see what each word changes, "
        "export it as one folder with a model card. In Python: bakeoff.load()."
    )
    return Step("Use it.", text, USE)


def few_labels_step(inputs: Inputs) -> list[Step]:
    """Name the model to take with few labels, if another is shown to be better there."""
    few = inputs.answer["few_labels"]
    if not few:
        return []
    if all(point["model"] != inputs.chosen for point in inputs.learning):
        text = f"{inputs.chosen} was not trained with fewer labels. {few['sentence']}"
        return [Step("Few labels?", text.strip())]
    if not few["switch"]:
        asked = few["label"] if few["metric"] == "pr_auc" else f"{few['label']} and by PR-AUC"
        told = f"No model is shown to be better than {inputs.chosen} with fewer labels, by {asked}."
        if inputs.chosen == inputs.baseline and THRESHOLD in few["sentence"]:
            told += f" {few['sentence']}"  # it compares with the baseline
        return [Step("Few labels?", told)]
    switch = few["switch"]
    labels = f"{switch['labels']:,}"
    low, high = sorted((abs(switch["low"]), abs(switch["high"])))
    ahead = f"{decimal(abs(switch['difference']))} {few['label']} ({span(low, high)})"
    text = f"With {labels} labels or fewer, {switch['model']} is better: with {labels}, by {ahead}."
    return [Step("Few labels?", text)]


def error_step(inputs: Inputs) -> list[Step]:
    """Count the texts that every model gets wrong."""
    count = inputs.errors["all_wrong"]["count"] if inputs.errors else 0
    if not count:
        return []
    texts = "the same text" if count == 1 else f"the same {count:,} texts"
    they = "it is" if count == 1 else "they are"
    told = f"All models get {texts} wrong: {they} hard, or wrongly labelled."
    return [Step("Read the errors.", told, link="Look at them", target="errors")]


def next_step(inputs: Inputs) -> list[Step]:
    """Say how to run the same on your own texts, or how to get more than a first answer."""
    if inputs.board["preset"] != MINE:
        text = "Any file of texts and labels. --vectors and --encoder add pretrained models:"
        return [Step("Use your own texts.", text, OWN)]
    if inputs.answer["quick"]:
        text = "Run bakeoff init with the same options but without --quick, then make repro."
        return [Step("Compare more models, in more rounds.", text)]
    return []
