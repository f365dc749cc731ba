"""What to do next: load the model, read the errors, use other texts."""

from bakeoff.evaluation.formats import MOST_ERRORS
from bakeoff.report.blocks import Step
from bakeoff.report.cells import decimal, listed, span
from bakeoff.report.inputs import Inputs

LOAD = """\
from bakeoff.classifier import load_classifier
classify = load_classifier("models/{model}")
classify(["a text", "another"])  # {shape}"""
THRESHOLD = "a matter of the threshold"  # as label_sentences.py says it
OWN = "make use PRESET=mine && make repro"


def list_steps(inputs: Inputs) -> list[Step]:
    """List the steps."""
    return [load_step(inputs), *few_labels_step(inputs), *error_step(inputs), own_step()]


def load_step(inputs: Inputs) -> Step:
    """Show how to load the recommended model; a combination is loaded member by member."""
    classes = len(inputs.board["classes"])
    members = list_members(inputs)
    code = LOAD.format(model=members[0], shape=f"probabilities, (2, {classes})")
    if len(members) == 1 and members[0] == inputs.chosen:
        return Step(
            "Use it.", f"The model trained on all texts is in models/{inputs.chosen}/.", code
        )
    if len(members) == 1:
        text = (
            f"Most rounds of {inputs.chosen} chose {members[0]}, which is in models/{members[0]}/."
        )
        return Step("Use it.", text, code)
    text = f"{inputs.chosen} averages the probabilities of {listed(members)}: load each of them."
    return Step("Use it.", text, code)


def list_members(inputs: Inputs) -> list[str]:
    """Name the saved models behind the recommended one."""
    model = inputs.board["models"][inputs.chosen]
    if model["chosen"]:
        return [max(model["chosen"], key=lambda name: model["chosen"][name])]
    return model["members"] or [inputs.chosen]


def few_labels_step(inputs: Inputs) -> list[Step]:
    """Name the model to take with few labels, if another is shown to be better there."""
    few = inputs.answer["few_labels"]
    if not few:
        return []
    if not few["switch"]:
        text = f"No model is shown to be better than {inputs.chosen} with fewer labels"
        asked = few["label"] if few["metric"] == "pr_auc" else f"{few['label']} and by PR-AUC"
        alone = (
            f" By {few['label']} alone the threshold decides."
            if THRESHOLD in few["sentence"]
            else ""
        )
        return [Step("Few labels?", f"{text}, by {asked}.{alone}")]
    switch = few["switch"]
    labels = f"{switch['labels']:,}"
    low, high = sorted((abs(switch["low"]), abs(switch["high"])))
    ahead = f"{decimal(abs(switch['difference']))} {few['label']} ({span(low, high)})"
    text = f"With {labels} labels or fewer, {switch['model']} is better: with {labels}, by {ahead}."
    return [Step("Few labels?", text)]


def error_step(inputs: Inputs) -> list[Step]:
    """Count the texts that every model gets wrong."""
    count = len(inputs.errors.get("all_wrong", []))
    if not count:
        return []
    more = " or more" if count >= MOST_ERRORS else ""
    texts = "the same text" if count == 1 else f"the same {count}{more} texts"
    they = "it is" if count == 1 else "they are"
    told = f"Every model gets {texts} wrong: {they} hard, or wrongly labelled."
    return [Step("Read the errors.", told, link="Look at them", target="errors")]


def own_step() -> Step:
    """Say how to run the same on other texts."""
    text = "Name your file in presets/mine.yaml, as README shows, then:"
    return Step("Use your own texts.", text, OWN)
