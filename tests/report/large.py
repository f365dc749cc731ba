"""The example with more models, or with more classes."""

import json
from collections.abc import Callable
from itertools import combinations

from bakeoff.core.files import write_json
from bakeoff.evaluation.formats import COLUMNS, read_table
from bakeoff.evaluation.scoring.tables import write_table
from tests.report.example import MODELS

TAKEN = ["__proto__", "toString", "constructor"]
LONG_NAME = "m" * 61  # one character more than charts show
BASE = "glove"  # of which new models are copies


def change(path, edit: Callable):
    """Rewrite a JSON file with what `edit` makes of it."""
    write_json(path, edit(json.loads(path.read_text(encoding="utf-8"))))


def add_models(root, names):
    """Give the example more models, each a copy of GloVe's."""
    write = root / "metrics"
    order = [*MODELS, *names]
    change(
        write / "leaderboard.json", lambda board: {**board, "models": more(board["models"], names)}
    )
    change(write / "costs.json", lambda costs: more(costs, names))
    change(write / "answer.json", lambda answer: compare(answer, order))
    change(
        write / "errors.json",
        lambda errors: {
            kind: found | {"texts": guess(found["texts"], names)} for kind, found in errors.items()
        },
    )
    for name in names:
        text = (write / f"training/{BASE}.json").read_text(encoding="utf-8")
        (write / f"training/{name}.json").write_text(text, encoding="utf-8")
    tables = ("roc", "precision_recall", "calibration", "unknown_words", "confusion")
    for table, folder in [("learning", write), *((x, write / "plots") for x in tables)]:
        lines = read_table(folder / f"{table}.csv", COLUMNS[table])
        copies = [
            {**line, "model": name} for name in names for line in lines if line["model"] == BASE
        ]
        write_table(folder / f"{table}.csv", [*lines, *copies], [*lines[0]])


def more(found, names):
    """Copy what is known of GloVe."""
    return found | dict.fromkeys(names, found[BASE])


def guess(texts, names):
    """Let the new models predict as GloVe does."""
    return [
        {**x, **{key: more(x[key], names) for key in ("predicted", "probabilities")}} for x in texts
    ]


def compare(answer, order):
    """Compare every pair of models; the differences grow with the place."""
    like = answer["pairs"][0]

    def line(model, other):
        apart = (order.index(other) - order.index(model)) / 100
        ends = {"difference": apart, "low": apart - 0.03, "high": apart + 0.03}
        return like | {"model": model, "other": other, **ends}

    baseline, rest = answer["baseline"], [name for name in order if name != answer["baseline"]]
    words = {pair["model"]: pair for pair in answer["against_baseline"]}
    against = [words.get(name, line(name, baseline)) for name in rest]
    return answer | {
        "against_baseline": against,
        "pairs": [line(*pair) for pair in combinations(rest, 2)],
    }


def set_classes(root, classes):
    """Give the example other classes, as a run with more than two writes them."""
    counts = {name: 20 + place for place, name in enumerate(classes)}
    rows = sum(counts.values())

    def board(found):
        for model in found["models"].values():
            model["by_class"] = {
                name: {
                    "precision": 0.8,
                    "recall": 0.7,
                    "f1": round(0.9 - 0.6 * place / len(classes), 3),
                }
                for place, name in enumerate(classes)
            }
            for scores in [model, *model["slices"].values()]:
                scores["mean"]["macro_f1"] = scores["mean"]["f1"]
            model["intervals"] = {"macro_f1": model["intervals"]["f1"]}
        return found | {
            "classes": classes,
            "class_counts": counts,
            "rows": rows,
            "metric": "macro_f1",
        }

    def labelled(texts):
        label, wrong = classes[-1], classes[0]
        return [
            {
                **x,
                "label": label,
                "predicted": {
                    m: wrong if p < 0.5 else label for m, p in x["probabilities"].items()
                },
            }
            for x in texts
        ]

    def scored(answer):
        few = answer["few_labels"]
        saved = {"macro_f1": few["saved"]["f1"], "pr_auc": few["saved"]["pr_auc"]}
        few |= {"metric": "macro_f1", "label": "macro F1", "saved": saved}
        return answer | {"metric": "macro_f1", "label": "macro F1", "few_labels": few}

    write = root / "metrics"
    change(write / "leaderboard.json", board)
    change(write / "answer.json", scored)
    change(
        write / "errors.json",
        lambda errors: {
            kind: found | {"texts": labelled(found["texts"])} for kind, found in errors.items()
        },
    )
    role = {"rows": rows, "labels": counts}
    change(
        write / "data.json",
        lambda data: data | {"partitions": {"0.0": {"train": role, "test": role}}},
    )
    for path in (write / "coverage").glob("*.json"):
        change(path, lambda found: found | {"by_class": dict.fromkeys(classes, 0.9)})
    for path in (root / "data/maps").glob("*.json"):
        change(path, lambda found: found | {"share": shares(classes, len(found["labels"]))})
    curves = read_table(write / "learning.csv", COLUMNS["learning"])
    curves = [{**line, "macro_f1": line["f1"]} for line in curves]
    write_table(write / "learning.csv", curves, [*COLUMNS["learning"]])
    lines = [
        {"model": name, "actual": one, "predicted": other, "texts": 9.0 if one == other else 3.0}
        for name in MODELS
        for place, one in enumerate(classes)
        for other in (one, classes[place - 1])
    ]
    write_table(write / "plots/confusion.csv", lines, [*lines[0]])
    for table in ("roc", "precision_recall"):
        write_table(write / f"plots/{table}.csv", [], [*COLUMNS[table]])


def shares(classes, points):
    """Give each point one class."""
    return {
        name: [float(place % len(classes) == at) for place in range(points)]
        for at, name in enumerate(classes)
    }
