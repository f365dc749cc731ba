"""What was measured: texts, rounds, and how every text came to be held out."""

from bakeoff.report.blocks import Facts, ReportSection
from bakeoff.report.inputs import Inputs

SPLITS = {
    "folds": "In each repeat every text is held out once, and predicted by a model that was "
    "trained on the other folds; near duplicates stay on one side.",
    "holdout": "A share of the texts, drawn at random, is held out; all models train on the rest.",
    "given": "The texts that params.yaml names are held out; all models train on the rest.",
    "file_order": "The last rows of the file are held out; all models train on the rest.",
    "time": "The newest texts are held out; all models train on the older ones.",
    "none": "No text is held out: all are used to train, to validate and to score.",
}
HELD_OUT = (
    " Early stopping, thresholds and C use a round's own validation texts; held-out texts are only "
    "predicted."
)
MOST = 4  # classes that are named


def list_facts(inputs: Inputs) -> list[tuple[str, str]]:
    """Say what was measured: pairs of a name and a value."""
    board = inputs.board
    rounds = max(model["rounds"] for model in board["models"].values())
    repeats = max(model["repeats"] for model in board["models"].values())
    sizes = [roles["train"]["rows"] for roles in inputs.data["partitions"].values()]
    classes = board["classes"]
    named = ", ".join(f"{label} ({board['class_counts'][label]:,})" for label in classes[:MOST])
    if len(classes) > MOST:
        named = f"{len(classes)}: {named}, …"
    return [
        ("Preset", board["preset"]),
        ("Texts scored", f"{board['rows']:,}"),
        ("Trained on, per round", f"{max(sizes):,} texts"),
        ("Split", board["split"].replace("_", " ")),
        ("Classes", named),
        ("Models", str(len(board["models"]))),
        ("Repeats", str(repeats)),
        ("Rounds per model", str(rounds)),
        ("Bootstrap draws", f"{inputs.answer['draws']:,}"),
    ]


def round_section(inputs: Inputs) -> ReportSection:
    """Make the section of rounds."""
    split = inputs.board["split"]
    return ReportSection(
        "rounds",
        "Rounds",
        SPLITS[split] + (HELD_OUT if split != "none" else ""),
        [Facts(list_facts(inputs))],
        "From metrics/leaderboard.json and metrics/data.json.",
    )
