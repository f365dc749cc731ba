"""Where the model comes from: its limits, its training, its vectors, its costs."""

from bakeoff.evaluation.answer_format import raise_bound
from bakeoff.evaluation.board import literal, markdown_table
from bakeoff.evaluation.origins import INVENTED
from bakeoff.evaluation.wording import join_names
from bakeoff.export.card.facts import Facts
from bakeoff.export.card.parameters import RunParameters
from bakeoff.report.cells import amount, decimal

METHODS = {"train": "Adam", "lbfgs": "L-BFGS"}  # by `fit`
UNKNOWN = (
    "- dvc.lock does not record the parameters of this run. So this card does not say how texts "
    "were repaired, how duplicates were treated, how many folds there were, how the model was "
    "fitted, how many tokens of a text it reads, or how its threshold was chosen."
)
SMALL = 50  # texts of a class, below which its scores are uncertain


def write_limits(facts: Facts) -> str:
    """Say what the scores cannot tell, and what the model cannot do."""
    counts, rows = facts.board["class_counts"], facts.board["rows"]
    small = [literal(name) for name, count in counts.items() if count < SMALL]
    lines = [f"Scored on {rows:,} texts of one source; others may be harder."]
    if small:
        lines.append(
            f"Fewer than {SMALL} texts of {join_names(small)} were held out: take those scores as "
            "a guess."
        )
    if facts.pair and facts.pair["smallest_difference"] is not None:
        smallest = decimal(raise_bound(facts.pair["smallest_difference"]))
        lines.append(
            f"A true difference to the baseline of {smallest} {facts.answer['label']} is "
            "found in 80 of 100 cases; a smaller one may be missed."
        )
    if facts.params:
        lines += limit_inputs(facts.params)
    if facts.chosen.learns_words:
        lines.append(
            "Words that do not occur in the training texts get vectors from the file of subwords "
            "where bakeoff.load finds that file, which is not part of this folder. Elsewhere, in a "
            "SavedModel and in ONNX they are unknown words, and such texts get other probabilities."
        )
    lines.append(
        "A text without a known word gets an answer too, the one for no words: its probabilities "
        "say nothing about the text."
    )
    lines.append("A text gets exactly one class; there is no class for texts that fit none.")
    return "\n".join(["## Limits\n", *(f"- {line}" for line in lines), ""])


def limit_inputs(params: RunParameters) -> list[str]:
    """Say how long texts may be, and which repairs of the training texts prediction lacks."""
    lines = []
    if params.max_length and "train" in params.fits.values():
        lines.append(f"Networks read the first {params.max_length:,} tokens of a text.")
    if params.html:
        lines.append(
            "HTML entities, such as `&lt;`, were decoded in the training texts, and the model does "
            "not decode them. Decode them first, in Python with `html.unescape`, or texts that "
            "have them get other probabilities."
        )
    if params.mojibake:
        lines.append(
            "Training texts that had been read in a wrong encoding were repaired "
            f"({literal(', '.join(params.mojibake))}), and the model does not repair them. Give it "
            "texts without such damage, or they get other probabilities."
        )
    return lines


def write_training(facts: Facts) -> str:
    """Say how the model in the folder was trained, and by what."""
    lines = [f"- {name}: {describe_final(facts, name)}" for name in facts.parts]
    unknown = [] if facts.params else [UNKNOWN]
    environments = map(describe_environment, facts.environments)
    return "\n".join(["## Training\n", *lines, *environments, *unknown, ""])


def describe_final(facts: Facts, name: str) -> str:
    """Say how one model was trained on all texts."""
    final = facts.finals[name]
    method = f"{METHODS[facts.params.fits[name]]}, " if facts.params else ""
    parts = [f"{method}on all texts"]
    if "steps" in final:
        several = "the median of the rounds, each of which"
        basis = several if facts.model["rounds"] > 1 else "as in the one round, which"
        parts.append(f"{final['steps']:,} steps, {basis} stopped by its validation texts")
    parts += [f"{key} {value}" for key, value in final.items() if key != "steps"]
    return literal("; ".join(parts))


def describe_environment(found: dict) -> str:  # type: ignore[type-arg]
    """Name the commit and the packages of a training."""
    packages = ", ".join(f"{name} {version}" for name, version in found["packages"].items())
    changed = ", with changes that were not committed" if found.get("changed") else ""
    commit = f"commit {found['commit']}{changed}" if found.get("commit") else "no commit"
    return literal(
        f"- Trained with {commit}; Python {found['python']}, {packages}; {found['system']}, "
        f"{found['cpu']}."
    )


def write_costs(facts: Facts) -> str:
    """Say how large and how fast the model is."""
    costs = facts.costs
    if not costs:
        return ""
    return "\n".join(
        [
            "## Costs\n",
            f"{decimal(costs['model_bytes'] / 1e6, 1)} MB on disk, in its native form; "
            f"{amount(costs['ms_one'])} ms for one text at a time, "
            f"{amount(costs['ms_thousand'])} ms per text of a thousand together, on the machine "
            f"of the training. That took {amount(costs['train_cpu_seconds'])} CPU-seconds, all "
            "rounds included.\n",
        ]
    )


def write_licences(facts: Facts) -> str:
    """Say whose vectors the model holds, and on what terms."""
    licences = facts.model["licences"]
    if not licences:
        return "## Vectors and licences\n\nIt uses no published vectors.\n"
    spelled = [
        "none stated: ask before you pass the model on" if x is None else x
        for x in licences.values()
    ]
    terms = ["made by this project; nothing to license" if x == INVENTED else x for x in spelled]
    table = markdown_table([["vectors", *licences], ["licence", *terms]])
    return (
        f"## Vectors and licences\n\n{table}\nThe model holds these vectors. A licence for the "
        "model itself, and the terms of its texts, are yours to state.\n"
    )
