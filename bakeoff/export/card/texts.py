"""The texts that the model was trained and scored on: how many, and what became of duplicates."""

from bakeoff.export.card.facts import Facts
from bakeoff.export.card.scores import how_often

DRAWN = ("folds", "holdout")  # splits that draw the held-out texts; others are told them
EQUAL = {  # copies of which one is kept, by `prepare.duplicates`
    "exact": "equal",
    "normalised": "equal but for case and white space",
    "near": "equal but for case and white space",
}
COPIES = {  # training texts that copy a held-out one
    "exact": "are equal to a held-out one",
    "normalised": "are equal to a held-out one but for case and white space",
    "near": "are near duplicates of a held-out one",
}


def write_data(facts: Facts) -> str:
    """Say which texts the model learned from."""
    counts = facts.board["class_counts"]
    parts = [
        count_texts(facts),
        *describe_duplicates(facts),
        *count_left_out(facts),
        f"The smallest of {len(counts)} classes has {min(counts.values()):,} tested texts, the "
        f"largest {max(counts.values()):,}.",
    ]
    if facts.params and facts.board["split"] == "folds":
        times = facts.model["repeats"]
        drawn = f", drawn {how_often(times)}" if times > 1 else ""
        parts.append(f"Folds: {facts.params.folds}{drawn}.")
    return "\n".join(["## Data\n", f"{' '.join(parts)} The card holds none of the texts.\n"])


def count_texts(facts: Facts) -> str:
    """Count the texts that were read, kept and dropped.

    Under the split `given` no copy is dropped: only texts whose labels disagree may be.
    """
    data = facts.data
    kept = data.get("kept", facts.board["rows"])
    read = f"{data['rows']:,} rows were read and {kept:,} texts kept"
    if not data["dropped"]:
        return f"{read}."
    keeps_copies = facts.params is not None and facts.params.duplicates == "keep"
    copies = "" if keeps_copies or facts.board["split"] == "given" else "as duplicates or "
    were = "1 was" if data["dropped"] == 1 else f"{data['dropped']:,} were"
    return f"{read}; {were} dropped {copies}because their labels disagree."


def describe_duplicates(facts: Facts) -> list[str]:
    """Say in a sentence how duplicates were treated, which depends on the split; none: unknown."""
    if facts.params is None:
        return []
    kind, split = facts.params.duplicates, facts.board["split"]
    if kind == "keep":
        sides = "" if split == "none" else ": a text and its copy may be on both sides of the split"
        return [f"Duplicates were kept{sides}."]
    if split == "given":
        return ["Copies were not dropped, since the split was given."]
    if split == "none":
        return [f"Of texts that are {EQUAL[kind]} one was kept."]
    if split not in DRAWN:
        return [f"Of training texts that are {EQUAL[kind]} one was kept; held-out texts all were."]
    near = ", and near duplicates stay on one side of every split" if kind == "near" else ""
    return [f"Of texts that are {EQUAL[kind]} one was kept{near}."]


def count_left_out(facts: Facts) -> list[str]:
    """Count the copies that no fold has room for, and those that the scored training leaves out.

    Returns:
        A sentence each, where there are such texts.
    """
    data, sentences = facts.data, []
    if reduced := data.get("reduced", 0):
        sentences.append(f"Dropped because no fold holds their whole group: {reduced:,}.")
    if left_out := data.get("left_out", 0):
        copies = COPIES.get(facts.params.duplicates, "") if facts.params else ""
        sentences.append(
            f"Training texts that {copies or 'copy a held-out one'} were left out of the scored "
            f"training: {left_out:,}."
        )
    return sentences
