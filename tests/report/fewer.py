"""The example without some of its parts, as smaller runs leave it."""

from bakeoff.evaluation.formats import COLUMNS, read_table
from bakeoff.evaluation.scoring.tables import write_table
from tests.report.large import change


def leave_out(root, part):
    """Take away what a smaller run does not have, such as curves, or all models but one."""
    write = root / "metrics"
    if part == "maps":
        for path in (root / "data/maps").glob("*.json"):
            path.unlink()
    if part == "curves":
        write_table(write / "learning.csv", [], [*COLUMNS["learning"]])
        change(write / "answer.json", lambda answer: answer | {"few_labels": None})
    if part == "slices":

        def unsliced(board):
            return board | {"models": {k: v | {"slices": {}} for k, v in board["models"].items()}}

        change(write / "leaderboard.json", unsliced)
    if part == "comparisons":
        change(write / "answer.json", lambda answer: answer | {"against_baseline": []})
    if part == "models":
        keep_one(write)


def keep_one(write, name="tfidf"):
    """Leave one model."""
    change(
        write / "leaderboard.json", lambda board: board | {"models": {name: board["models"][name]}}
    )
    change(write / "costs.json", lambda costs: {name: costs[name]})
    change(
        write / "answer.json",
        lambda answer: (
            answer
            | {"against_baseline": [], "pairs": [], "few_labels": None, "scores": {name: {}}}
            | {"recommendation": {"model": name, "chosen": {}, "sentence": ""}}
        ),
    )
    change(
        write / "errors.json",
        lambda errors: {
            kind: found | {"texts": [alone(text, name) for text in found["texts"]]}
            for kind, found in errors.items()
        },
    )
    for folder in (write, write / "plots"):
        for path in folder.glob("*.csv"):
            lines = [x for x in read_table(path, COLUMNS[path.stem]) if x["model"] == name]
            write_table(path, lines, [*COLUMNS[path.stem]])


def alone(text, name):
    """Leave one model's guess at a text."""
    return text | {key: {name: text[key][name]} for key in ("predicted", "probabilities")}
