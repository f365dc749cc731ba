"""The first screen: which model to use, why, and how sure that is."""

from bakeoff.core.paths import ANSWER
from bakeoff.report.blocks import Headline
from bakeoff.report.cells import abridge, capitalise, decimal, listed, span, spell_out
from bakeoff.report.inputs import Inputs
from bakeoff.report.result.board import board_table
from bakeoff.report.result.labels import label_chart
from bakeoff.report.result.numbers import power_number, pretraining_number, score_number
from bakeoff.report.result.steps import list_steps

STABLE = 0.8  # share of draws from which a choice is no close call
MOST = 3  # classes that are named
UNTESTED = (
    "The models are scored on the texts that they were trained on: no score here says how well "
    "they do on others."
)


def headline(inputs: Inputs) -> Headline:
    """Make the first screen."""
    sentence = inputs.answer["recommendation"]["sentence"]
    chart = label_chart(inputs, inputs.answer["few_labels"])
    return Headline(
        banners=write_banners(inputs),
        data=describe_data(inputs),
        claim=write_claim(inputs),
        reason=write_reason(sentence, inputs),
        numbers=[score_number(inputs), pretraining_number(inputs), power_number(inputs)],
        chart=chart,
        steps=list_steps(inputs),
        table=board_table(inputs),
        missing=write_missing(inputs),
    )


def write_banners(inputs: Inputs) -> list[str]:
    """Say what keeps these numbers from being quoted."""
    invented, banners = inputs.board["invented"], []
    if invented["texts"]:
        also = " and vectors" if invented["vectors"] else ""
        banners.append(f"Sample data: invented messages{also}. Do not quote the numbers.")
    elif invented["vectors"]:
        names = listed(invented["vectors"])
        banners.append(
            f"The vectors of {names} are the sample's, trained on an invented language: what they "
            "score on your texts says nothing about published vectors."
        )
    if inputs.board["split"] == "none":
        banners.append(UNTESTED)
    if inputs.answer["quick"]:
        banners.append(write_quick(inputs))
    return banners


def write_quick(inputs: Inputs) -> str:
    """Say that this is a first answer."""
    models, rounds = len(inputs.models), inputs.board["models"][inputs.chosen]["rounds"]
    seen = f"{models} models, {rounds} round{'s' * (rounds != 1)}"
    return f"A first answer ({seen}): more of both may change the answer."


def describe_data(inputs: Inputs) -> str:
    """Say in a line what the models were scored on."""
    board, classes = inputs.board, inputs.board["classes"]
    named = f" ({listed(map(abridge, classes))})" if len(classes) <= MOST else ""
    return f"Preset {board['preset']}: {board['rows']:,} texts in {len(classes)} classes{named}"


def write_claim(inputs: Inputs) -> str:
    """Say in a line which model to use, and how it compares with the baseline."""
    chosen, baseline = inputs.chosen, inputs.baseline
    pair = inputs.against_baseline.get(chosen)
    if len(inputs.models) == 1:
        return f"Use {chosen}. It is the only model."
    if pair is None and chosen != baseline:
        return f"Use {chosen}. It was not compared with {baseline}, the baseline."
    if pair is None:
        words = {pair["word"] for pair in inputs.against_baseline.values()}
        if not words:
            return f"Use {chosen}, the baseline. No model was compared with it."
        if words == {"worse"}:
            return f"Use {chosen}, the baseline. Every other model is worse."
        if "better" not in words:
            return f"Use {chosen}, the baseline. No model is shown to be better."
        return f"Use {chosen}, the baseline. The better models gain little, and cost more."
    low, high = sorted((abs(pair["low"]), abs(pair["high"])))
    score = f"{decimal(abs(pair['difference']))} {inputs.title} ({span(low, high)})"
    margin = f"{inputs.answer['margin']:g} {inputs.title}"
    return (
        f"Use {chosen}. "
        + {
            "better": f"It is better than {baseline} by {score}.",
            "worse": f"It is worse than {baseline} by {score}, and cheaper.",
            "equal": f"It equals {baseline}, the baseline, within {margin}.",
            "undecided": f"Whether it is better than {baseline}, the baseline, is undecided.",
        }[pair["word"]]
    )


def write_vectors(inputs: Inputs) -> str:
    """Say that no pretrained vectors are better than the baseline, if that is so."""
    models = inputs.board["models"]
    words = {
        pair["word"] for name, pair in inputs.against_baseline.items() if models[name]["licences"]
    }
    silent = not words or "better" in words
    return "" if silent else f"No pretrained vectors are shown to be better than {inputs.baseline}."


def write_reason(sentence: str, inputs: Inputs) -> str:
    """Give the reason of the recommendation without its `Use …:`, which is the claim."""
    named = f"{inputs.chosen}, the baseline" if inputs.chosen == inputs.baseline else inputs.chosen
    reason = sentence.replace(f"Use {named}: ", "", 1).replace(f"use {named}: ", "", 1)
    parts = [capitalise(spell_out(reason)), write_vectors(inputs), write_stability(inputs)]
    return " ".join(filter(None, parts))


def write_stability(inputs: Inputs) -> str:
    """Say how often the rule makes the same choice on texts that are drawn anew."""
    shares = inputs.answer["recommendation"]["chosen"]
    others = {name: share for name, share in shares.items() if name != inputs.chosen}
    if inputs.chosen not in shares or not others:
        return ""
    same = f"{100 * shares[inputs.chosen]:.0f}"
    if shares[inputs.chosen] >= STABLE:
        return f"On texts drawn anew the choice is the same in {same} of 100 cases."
    rival = max(others, key=lambda name: others[name])
    return (
        f"It is a close call: on texts drawn anew it is chosen in {same} of 100 cases, and "
        f"{rival} in {100 * others[rival]:.0f}."
    )


def write_missing(inputs: Inputs) -> str:
    """Name what this page leaves out: the run does not have it, or it may not be shown."""
    hidden = inputs.hidden_maps
    alone = "it is the only model" if len(inputs.models) == 1 else f"{ANSWER} has none"
    parts = {
        "label curves (learn.smallest is empty, or no model has one)": inputs.answer["few_labels"],
        "maps of vectors (project has no entry)": inputs.maps or hidden,
        f"maps of texts by {', '.join(hidden)} (report.texts is not all)": not hidden,
        f"a comparison with the baseline ({alone})": inputs.against_baseline,
        "costs (none was measured)": inputs.costs,
        "what the right vectors are worth (no control)": inputs.answer["pretraining"],
        "slices (the texts name none)": any(
            model["slices"] for model in inputs.board["models"].values()
        ),
    }
    absent = [name for name, found in parts.items() if not found]
    return f"Not on this page: {listed(absent)}." if absent else ""
