"""A folder with all that the report reads: four models, three embeddings, made-up numbers."""

import json
import math
import random

from bakeoff.core.files import write_json
from bakeoff.evaluation.scoring.tables import write_table

MODELS = {"keras": 0.92, "glove": 0.91, "tfidf": 0.9, "elmo": 0.73}
EMBEDDINGS = ["glove", "word2vec"]
MAPS = ["glove", "keras", "elmo"]
WORDS = {"keras": "undecided", "glove": "equal", "elmo": "worse"}  # compared with the baseline
SIZES = (50, 200, 800, 3000)
HOSTILE = (
    "</script><script>window.pwned=alert(1)</script><img src=x onerror=window.pwned=alert(2)>"
    "{{ 7*7 }}\"'&\u2028<!--|`[red]:skull:\x1b[31m\x9b2J\u202e"
)


def scores(f1):
    """Scores of a model, as far as the report shows them."""
    return {
        **{name: f1 for name in ("accuracy", "precision", "recall", "f1", "mcc", "pr_auc")},
        **{name: round(1 - f1, 3) for name in ("log_loss", "brier")},
        "roc_auc": 0.98,
    }


def board(hostile):
    """Make a leaderboard of the models, with two slices."""
    slices = ["seen", hostile or "synonym"]
    models = {}
    for name, f1 in MODELS.items():
        models[name] = {
            "rounds": 10,
            "repeats": 2,
            "chosen": {},
            "thresholds": [0.5] * 10,
            "mean": scores(f1),
            "sd": scores(0.01),
            "slices": {
                title: {"rows": 100 + place, "mean": scores(f1 - place / 10), "sd": scores(0.02)}
                for place, title in enumerate(slices)
            },
            "intervals": {"f1": {"low": f1 - 0.04, "high": f1 + 0.03}},
            "word": WORDS.get(name, "baseline"),
            "valid_threshold": {"thresholds": [0.3, 0.4], "f1": f1, "accuracy": f1},
            "calibration": {"ece": 0.01},
        }
    return {
        "preset": "sample",
        "split": "folds",
        "rows": 201,
        "classes": ["ham", hostile or "spam"],
        "metric": "f1",
        "baseline": "tfidf",
        "models": models,
    }


def pair(model, other):
    """Compare two models, as the answer does; the first one's word is that of the board."""
    difference = MODELS[model] - MODELS[other]
    return {
        "model": model,
        "other": other,
        "difference": difference,
        "low": difference - 0.03,
        "high": difference + 0.03,
        "p_value": 0.2,
        "word": WORDS[model] if other == "tfidf" else "undecided",
        "within_margin": False,
        "se_texts": 0.01,
        "se_training": 0.002,
        "smallest_difference": 0.025,
        "texts_needed": None,
    }


def answer():
    """Make an answer: each word but that for a better model."""
    return {
        "label": "F1",
        "lower_is_better": False,
        "draws": 10000,
        "baseline": "tfidf",
        "scores": {name: {} for name in MODELS},
        "few_labels": few_labels(),
        "against_baseline": [pair(name, "tfidf") for name in WORDS],
        "pairs": [pair("keras", "glove"), pair("keras", "elmo"), pair("glove", "elmo")],
        "sentences": ["Compared with tfidf, keras is better.", "Use keras: it is the cheapest."],
    }


def few_labels():
    """Say what the curves show: a switch, labels that a model saves, and one not measurable."""
    switch = {"model": "glove", "other": "tfidf", "labels": 200, "difference": 0.1}
    saved = {"model": "glove", "other": "tfidf", "labels": 100, "needed": 260}
    unknown = saved | {"model": "elmo", "needed": None, "low": None, "high": None}
    lines = [saved | {"low": 150, "high": 420}, unknown]
    return {
        "metric": "f1",
        "label": "F1",
        "switch": switch | {"low": 0.05, "high": 0.15},
        "saved": {"f1": lines, "pr_auc": lines},
        "sentence": "With 200 labels or fewer use glove.",
    }


def messages(count, hostile):
    """Make texts that models disagree on."""
    return [
        {
            "row": row,
            "text": hostile or f"win a prize {row}",
            "label": hostile or "spam",
            "slice": "seen",
            "probabilities": {name: 0.2 + 0.2 * place for place, name in enumerate(MODELS)},
        }
        for row in range(count)
    ]


def plots(root):
    """Write the tables of metrics/plots."""
    steps = [step / 20 for step in range(21)]
    roc, recall, calibration, unknown, confusion = [], [], [], [], []
    for name, f1 in MODELS.items():
        for x in steps:
            hits = x ** (1 - f1)
            roc.append({"model": name, "false_positive_rate": x, "true_positive_rate": hits})
            recall.append({"model": name, "recall": 1 - x, "precision": f1 * x + 0.1 * (1 - x)})
        for x in steps[1::4]:
            calibration.append({"model": name, "confidence": x, "frequency": x * f1, "texts": 20.0})
        for place, label in enumerate(("0 %", "0–10 %", "over 50 %")):
            line = {"model": name, "unknown_share": label, "texts": 80, "error_rate": place / 20}
            unknown.append(line)
        for actual in ("ham", "spam"):
            for predicted in ("ham", "spam"):
                line = {"model": name, "actual": actual, "predicted": predicted, "texts": 9.5}
                confusion.append(line)
    tables = {
        "roc": roc,
        "precision_recall": recall,
        "calibration": calibration,
        "unknown_words": unknown,
        "confusion": confusion,
    }
    for name, lines in tables.items():
        write_table(root / f"metrics/plots/{name}.csv", lines, list(lines[0]))


def drawn_map(name, points, rng, hostile):
    """Make a map: words on a spiral, or texts; neighbours are the next ones."""
    kind = "texts" if name == "elmo" else "words"
    labels = [f"{kind[:-1]}{place}" for place in range(points)]
    labels[:3] = ["free", "win", hostile or "call"]
    spiral = [
        [place * math.cos(place), place * math.sin(place)] for place in map(float, range(points))
    ]
    near = [
        [[(place + step) % points, round(1 - step / 20, 3)] for step in range(1, 11)]
        for place in range(points)
    ]
    drawn = {
        "name": name,
        "kind": kind,
        "dimension": 50,
        "labels": labels,
        "pca": spiral,
        "tsne": [[y, x] for x, y in spiral],
        "share": [
            round(rng.random(), 3) if kind == "words" else place % 2 for place in range(points)
        ],
        "neighbours": near,
    }
    return drawn if kind == "texts" else {**drawn, "counts": list(range(points, 0, -1))}


def write_models(root, rng):
    """Write what each model costs, learns from few labels, and records of its training."""
    costs, learning = {}, []
    for place, name in enumerate(MODELS):
        costs[name] = {
            "download_bytes": 0 if name in ("keras", "tfidf") else 8 * 10**8,
            "build_cpu_seconds": 0 if name == "tfidf" else 2.5 + place,
            "train_cpu_seconds": 20.0 - 4 * place,
            "peak_memory_mb": 700 + place,
            "model_bytes": 3 * 10**6 + place,
            "ms_one": 2.0 + place,
            "ms_thousand": 0.05 * (place + 1),
        }
        learning += [
            {
                "model": name,
                "labels": size,
                "draw": draw,
                "f1": rng.uniform(0.4, 0.9),
                "macro_f1": 0.9,
                "accuracy": 0.9,
                "pr_auc": rng.uniform(0.5, 0.9),
                "log_loss": 0.2,
            }
            for size in SIZES
            for draw in (1, 2, 3)
        ]
        mix = {"elmo_mix": {"s": [0.2, 0.3, 0.5], "gamma": 1.1}}
        runs = [{"seed": seed, **({"mix": mix} if name == "elmo" else {})} for seed in (1, 2)]
        write_json(root / f"metrics/training/{name}.json", {"threads": 1, "runs": runs})
    write_json(root / "metrics/costs.json", costs)
    write_table(root / "metrics/learning.csv", learning, [*learning[0]])


def data(hostile):
    """Make the counts of `prepare`."""
    train = {"rows": 3000, "labels": {"ham": 2600, hostile or "spam": 400}}
    test = {"rows": 1000, "labels": {"ham": 900, hostile or "spam": 100}}
    leaks = {"test_rows": 201, "exact": 20, "normalised": 22, "near": 30}
    return {
        "rows": 4403,
        "near_duplicates": 404,
        "dropped": 403,
        "reduced": 0,
        "left_out": 2,
        "partitions": {"0.0": {"train": train, "test": test}, "0.1": {"train": train}},
        "leaks_with_duplicates": {"holdout": leaks, "file_order": leaks},
    }


def write_example(root, points=60, hostile=None):
    """Write every file of the contract into `root`.

    Args:
        root: the folder.
        points: of a map.
        hostile: a text that stands for texts, a word, a class and a slice, if given.
    """
    rng = random.Random(1)
    write_json(root / "metrics/leaderboard.json", board(hostile))
    write_json(root / "metrics/answer.json", answer())
    write_json(root / "metrics/data.json", data(hostile))
    write_json(
        root / "metrics/errors.json",
        {"disagreements": messages(6, hostile), "all_wrong": messages(2, hostile)},
    )
    write_models(root, rng)
    plots(root)
    for name in EMBEDDINGS:
        coverage = {
            "dimension": 50,
            "types": 1000,
            "types_covered": 700,
            "types_share": 0.7,
            "tokens": 9000,
            "tokens_share": 0.95,
            "by_rule": {"exact": {"types": 650, "tokens": 1}, "lower": {"types": 50, "tokens": 1}},
            "by_class": {"ham": 0.96, "spam": 0.91},
            "most_frequent_without": {hostile or "www": 40},
        }
        write_json(root / f"metrics/coverage/{name}.json", coverage)
        pairs = {"spearman": 0.3, "pairs_covered": 20, "pairs": 353}
        analogies = {"accuracy": None, "covered": 0, "questions": 19544}
        write_json(
            root / f"metrics/intrinsic/{name}.json",
            {"wordsim353": pairs, "simlex999": pairs, "analogies": analogies},
        )
    for name in MAPS:
        path = root / f"data/maps/{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(drawn_map(name, points, rng, hostile)), encoding="utf-8")
