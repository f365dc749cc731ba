"""What the model is, what keeps it from being used, and what it is for."""

from bakeoff.evaluation.board import literal
from bakeoff.evaluation.wording import join_names
from bakeoff.export.card.facts import Facts

NAMED = 6  # classes that a sentence names
UNTESTED = (
    "The model was scored on the texts that it was trained on. Nothing here says how well it does "
    "on others."
)


def write_summary(facts: Facts) -> str:
    """Write the title, the warnings, and what the model is."""
    warnings = [f"> **{literal(text)}**\n" for text in list_warnings(facts)]
    rank = "is the model that this comparison recommends"
    if (best := facts.answer["recommendation"]["model"]) != facts.name:
        rank = f"is one of {len(facts.board['models'])} that were compared; {literal(best)} is the "
        rank += "one recommended"
    summary = (
        f"A text classifier: {literal(facts.model['description'])}. It gives a text one of "
        f"{name_classes(facts)}, and a probability for each. It was trained by embedding-bakeoff, "
        f"which compares word embeddings as inputs of text classifiers, and {rank}.\n"
    )
    return "\n".join([f"# {literal(facts.name)}\n", *warnings, summary, *_picked(facts)])


def list_warnings(facts: Facts) -> list[str]:
    """List what keeps the model from being used, or its scores from being quoted."""
    invented, warnings = facts.board["invented"], []
    if invented["texts"]:
        also = " and vectors" if invented["vectors"] else ""
        warnings.append(
            f"Sample data: invented texts{also}. The model shows that the export works; do not use "
            "it, and do not quote its scores."
        )
    elif names := [name for name in invented["vectors"] if name in facts.model["licences"]]:
        warnings.append(
            f"The vectors of {join_names(names)} are the sample's, trained on an invented "
            "language. Do not use the model."
        )
    if not facts.is_tested:
        warnings.append(UNTESTED)
    if facts.answer["quick"]:
        warnings.append("A quick first answer: few models and few folds. Run the whole comparison.")
    return warnings


def name_classes(facts: Facts) -> str:
    """Name the classes, if they are few."""
    classes = facts.chosen.classes
    if len(classes) > NAMED:
        return f"{len(classes)} classes, listed below"
    return f"{len(classes)} classes, {join_names([literal(name) for name in classes])}"


def _picked(facts: Facts) -> list[str]:
    """Say which member of a choice, or which members of an ensemble, the folder holds."""
    if facts.model["chosen"]:
        rounds = facts.model["chosen"][facts.parts[0]]
        return [
            f"The scores are those of a choice that every round made anew. The folder holds "
            f"{literal(facts.parts[0])}, which {rounds} of {facts.model['rounds']} rounds chose.\n"
        ]
    if facts.chosen.is_ensemble:
        names = join_names([literal(name) for name in facts.parts])
        return [f"It is an ensemble: the mean of the probabilities of {names}.\n"]
    return []


def write_use(facts: Facts) -> str:
    """Say what the model is for, and how it decides."""
    return "\n".join(
        [
            "## Intended use\n",
            "Texts like those that it was trained on: from the same source, in the same language, "
            "of the same time. The scores below hold for these alone. Score the model on labelled "
            "texts of your own before you rely on it, and again when they change. It was not "
            "tested for how its errors fall on groups of people; where its answers affect people, "
            "have a person check them.\n",
            f"{write_decision(facts)}\n",
        ]
    )


def write_decision(facts: Facts) -> str:
    """Say how a probability becomes a class."""
    if facts.chosen.threshold is None:
        return "The class with the highest probability is the answer."
    second = literal(facts.chosen.classes[1])
    is_chosen = facts.params is not None and facts.params.threshold == "valid"
    why = ", the mean of what each round chose on its validation texts" if is_chosen else ""
    return (
        f"The answer is {second} from a probability of {facts.chosen.threshold:g} upwards{why}. "
        "Move this threshold if one kind of error costs more than the other."
    )
