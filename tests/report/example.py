"""A folder with all that the report reads; every number differs from every other."""

import json
import math
import random

import numpy as np

from bakeoff.core.files import write_json
from bakeoff.core.table import Partition, Table, Text
from bakeoff.core.table import write_table as write_texts
from bakeoff.core.tokens import Text as Rule
from bakeoff.evaluation.scoring.tables import write_table

MODELS = {"keras": 0.9234, "glove": 0.9112, "tfidf": 0.9043, "elmo": 0.7316}  # F1 of each
ALL = {"cnn": 0.9371, **MODELS, "glove_shuffled": 0.6021}  # also one that is better, and a control
EMBEDDINGS = ["glove", "word2vec"]
MAPS = ["glove", "keras", "elmo"]
RULE = Rule(
    lower=True, separators="-", symbols="([!])", max_length=None, min_count=1, max_words=1000
)
CLASSES = ("ham", "spam")
WIDTHS = {"cnn": (0.0213, 0.0197), "keras": (0.0314, 0.0287), "glove": (0.0121, 0.0109)}
MARGIN = 0.02
SIZES = (50, 200, 800, 3000)
HOSTILE = (
    "</script><script>window.pwned=alert(1)</script><img src=x onerror=window.pwned=alert(2)>"
    "{{ 7*7 }}\"'&\u2028<!--|`[red]:skull:\x1b[31m\x9b2J\u202e"
)
OFFSETS = {"f1": 0.0, "macro_f1": 0.021, "accuracy": 0.043, "precision": 0.034}
OFFSETS |= {"recall": -0.027, "mcc": -0.013, "pr_auc": 0.011, "roc_auc": 0.052}
LOSSES = {"log_loss": 0.43, "brier": 0.19}


def vary(low, high, *key):
    """Choose a number that belongs to a key."""
    return round(random.Random("/".join(map(str, key))).uniform(low, high), 6)


def scores(f1, *key):
    """Make every score of a model from its F1."""
    found = {name: round(f1 + offset, 6) for name, offset in OFFSETS.items()}
    found |= {name: round(factor * (1 - f1), 6) for name, factor in LOSSES.items()}
    return {
        name: score + (0 if name == "f1" else vary(-0.004, 0.004, name, *key))
        for name, score in found.items()
    }


def spread_of(*key):
    """Make the standard deviation of every score."""
    return {name: vary(0.001, 0.02, "sd", name, *key) for name in (*OFFSETS, *LOSSES)}


def ends(score, *key):
    """Make the ends of an interval, which is not symmetric."""
    return {
        "low": round(score - vary(0.02, 0.04, "low", *key), 6),
        "high": round(score + vary(0.01, 0.03, "high", *key), 6),
    }


class Example:
    """Some models, classes and a metric."""

    def __init__(self, models, classes, metric, hostile=None):
        """Choose the baseline and the model to recommend."""
        self.models, self.metric, self.hostile = models, metric, hostile
        self.classes = list(classes)
        if hostile:
            self.classes[-1] = hostile
        self.sign = -1 if metric in LOSSES else 1
        self.baseline = "tfidf" if "tfidf" in models else next(iter(models))
        self.chosen = "keras" if "keras" in models else next(iter(models))
        self.means = {name: scores(f1, name) for name, f1 in models.items()}

    def model(self, name):
        """Make a model of the leaderboard."""
        f1, slices = self.models[name], ["seen", self.hostile or "synonym"]
        licences = {"glove": {"glove": "PDDL 1.0"}, "elmo": {"elmo": None}}.get(name, {})
        parts = {title: scores(f1 - vary(0.05, 0.15, title), name, title) for title in slices}
        return {
            "description": f"what {name} is",
            "licences": licences,
            "members": [],
            "by_class": {
                label: {
                    score: vary(0.3, 0.95, "class", score, label, name)
                    for score in ("precision", "recall", "f1")
                }
                for label in self.classes
            },
            "rounds": 10,
            "repeats": 2,
            "chosen": {},
            "thresholds": [0.5] * 10,
            "mean": self.means[name],
            "sd": spread_of(name),
            "slices": {
                title: {
                    "rows": 100 + 37 * place,
                    "mean": parts[title],
                    "sd": spread_of(name, title),
                    "interval": ends(parts[title][self.metric], name, title),
                }
                for place, title in enumerate(slices)
            },
            "intervals": {
                score: ends(value, name, score) for score, value in self.means[name].items()
            },
            "word": self.pair(name, self.baseline)["word"] if name != self.baseline else "baseline",
            "valid_threshold": {
                "thresholds": [vary(0.2, 0.6, "threshold", place, name) for place in range(3)],
                "f1": round(f1 + vary(0.001, 0.01, "chosen", name), 6),
                "accuracy": round(f1 + vary(0.02, 0.03, "chosen", name), 6),
            },
            "calibration": {"ece": vary(0.003, 0.009, "ece", name)},
        }

    def board(self):
        """Make the leaderboard."""
        best = sorted(
            self.models, key=lambda name: self.sign * self.means[name][self.metric], reverse=True
        )
        counts = {label: 151 - 3 * place for place, label in enumerate(self.classes[:-1])}
        counts[self.classes[-1]] = 50
        return {
            "preset": "sample",
            "split": "folds",
            "invented": {"texts": True, "vectors": ["glove"]},
            "rows": sum(counts.values()),
            "classes": self.classes,
            "class_counts": counts,
            "metric": self.metric,
            "baseline": self.baseline,
            "models": {name: self.model(name) for name in best},
        }

    def pair(self, model, other):
        """Compare two models, as the answer does."""
        scores = self.means[model][self.metric], self.means[other][self.metric]
        difference = round(self.sign * (scores[0] - scores[1]), 6)
        key = (model, other)
        widths = [vary(0.01, 0.05, side, *key) for side in ("below", "above")]
        if other == "tfidf" and self.metric == "f1":
            widths = WIDTHS.get(model, widths)
        low, high = round(difference - widths[0], 6), round(difference + widths[1], 6)
        word = "better" if low > 0 else "worse" if high < 0 else "undecided"
        inside = low > -MARGIN and high < MARGIN
        word = "equal" if word == "undecided" and inside else word
        return {
            "model": model,
            "other": other,
            "difference": difference,
            "low": low,
            "high": high,
            "p_value": 0.0002 if word == "worse" else vary(0.01, 0.9, "p", *key),
            "word": word,
            "within_margin": inside,
            "se_texts": vary(0.005, 0.02, "texts", *key),
            "se_training": vary(0.001, 0.004, "training", *key),
            "smallest_difference": vary(0.02, 0.03, "smallest", *key),
            "texts_needed": int(vary(2000, 9000, "needed", *key)) if word == "undecided" else None,
        }

    def answer(self):
        """Make an answer; the interval of a pair decides its word."""
        names = list(self.board()["models"])
        others = [name for name in names if name != self.baseline]
        pairs = [(one, two) for place, one in enumerate(others) for two in others[place + 1 :]]
        control = [self.pair("glove", "glove_shuffled")] if "glove_shuffled" in names else []
        learned = [self.pair("glove", "keras")] if {"glove", "keras"} <= {*names} else []
        shares = [0.55, 0.3, 0.15] if len(names) > 2 else [1.0]
        order = [self.chosen, *(name for name in names if name != self.chosen)]
        sentence = f"Use {self.chosen}: it is the cheapest."
        return {
            "metric": self.metric,
            "label": self.metric.replace("_", " ").replace("f1", "F1"),
            "lower_is_better": self.sign < 0,
            "margin": MARGIN,
            "draws": 10000,
            "one_training_set": False,
            "baseline": self.baseline,
            "pretraining": control,
            "against_learned": learned,
            "recommendation": {
                "model": self.chosen,
                "chosen": dict.fromkeys(names, 0.0) | dict(zip(order, shares, strict=False)),
                "sentence": sentence,
            },
            "scores": {name: {} for name in names},
            "few_labels": self.few_labels(),
            "quick": False,
            "against_baseline": [self.pair(name, self.baseline) for name in others],
            "pairs": [self.pair(one, two) for one, two in pairs],
            "sentences": [f"Compared with {self.baseline}, some are better.", sentence],
        }

    def few_labels(self):
        """Say what curves show: a switch, labels that models save or do not, one not measurable."""
        switch = {"model": "glove", "other": self.chosen, "labels": 200, "difference": 0.1234}
        saves = {"model": self.chosen, "other": self.baseline, "labels": 200}
        saves |= {"needed": 610, "low": 430, "high": 890}
        hardly = saves | {"model": "glove", "needed": 260, "low": 150, "high": 420}
        unknown = saves | {"model": "elmo", "needed": None, "low": None, "high": None}
        other = saves | {"needed": 520, "low": 310, "high": 770}
        metric = self.metric if self.metric != "brier" else "f1"
        return {
            "metric": metric,
            "label": metric.replace("_", " ").replace("f1", "F1"),
            "switch": switch | {"low": 0.0512, "high": 0.1713} if "glove" in self.models else None,
            "saved": {metric: [hardly, saves, unknown], "pr_auc": [other, hardly, unknown]},
            "sentence": "With 200 labels or fewer use glove.",
        }

    def texts(self, count, kind):
        """Make texts that models disagree on, or that all get wrong."""
        first, last, found = self.classes[0], self.classes[-1], []
        for row in range(count):
            label = last if kind == "all_wrong" or row % 2 == 0 else first
            given = {
                name: vary(0.02, 0.48 if kind == "all_wrong" else 0.98, kind, row, name)
                for name in self.models
            }
            found.append(
                {
                    "row": 10 * row + (kind == "all_wrong"),
                    "label": label,
                    "slice": self.hostile or "seen",
                    "predicted": {name: last if p >= 0.5 else first for name, p in given.items()},
                    "probabilities": given,
                }
            )
        return found

    def table(self):
        """Make the texts; those that models get wrong are among them."""
        texts = [
            Text(row, self.hostile or f"win a prize {row}", self.classes[0], row, "")
            for row in range(80)
        ]
        return Table(texts, [Partition(0, 0)], np.full((1, len(texts)), "test"))

    def plots(self, root):
        """Write the tables of metrics/plots."""
        steps = [step / 20 for step in range(21)]
        roc, recall, calibration, unknown, confusion = [], [], [], [], []
        for name, f1 in self.models.items():
            for x in steps:
                hits = x ** (1 - f1)
                roc.append({"model": name, "false_positive_rate": x**3, "true_positive_rate": hits})
                found = {"recall": 1 - x, "precision": f1 * x**0.2 + 0.05 * (1 - x)}
                recall.append({"model": name} | found)
            for place, x in enumerate(steps[1::4]):
                found = {"confidence": x + f1 / 50, "frequency": x * f1}
                calibration.append({"model": name} | found | {"texts": 31.0 + place + 10 * f1})
            for place, share in enumerate(("0 %", "0–10 %", "over 50 %")):
                found = {"texts": 80 + place, "error_rate": (place + 1) / 20 + (1 - f1) / 10}
                unknown.append({"model": name, "unknown_share": share} | found)
            confusion += self.confusion(name)
        tables = {"roc": roc, "precision_recall": recall, "calibration": calibration}
        tables |= {"unknown_words": unknown, "confusion": confusion}
        for name, lines in tables.items():
            write_table(root / f"metrics/plots/{name}.csv", lines, list(lines[0]))

    def confusion(self, name):
        """Count what a model takes each class for: itself, the next and the one after that."""
        lines = []
        for place, actual in enumerate(self.classes):
            near = [self.classes[(place + step) % len(self.classes)] for step in range(3)]
            for step, predicted in enumerate(dict.fromkeys(near)):
                texts = vary(1, 9, "confused", name, place, step) + (40 if step == 0 else 0)
                line = {"model": name, "actual": actual, "predicted": predicted, "texts": texts}
                lines.append(line)
        return lines

    def costs(self):
        """Make what each model costs."""
        return {
            name: {
                "download_bytes": 0 if name in ("keras", "tfidf") else 8 * 10**8 + 10**6 * place,
                "build_cpu_seconds": 0 if name == "tfidf" else 2.5 + place,
                "train_cpu_seconds": 40.5 - 4 * place,
                "peak_memory_mb": 700 + 3 * place,
                "model_bytes": 3 * 10**6 + 12345 * place,
                "ms_one": 1.125 * 2 ** (len(self.models) - place),
                "ms_thousand": 0.05 * (place + 1),
            }
            for place, name in enumerate(self.models)
        }

    def learning(self):
        """Make the label curves: each draw scores otherwise."""
        return [
            {"model": name, "labels": size, "draw": draw}
            | {
                score: round(value * (1 - 2 / size**0.5 * vary(0.8, 1, name, size, draw, score)), 6)
                for score, value in self.means[name].items()
                if score in ("f1", "macro_f1", "accuracy", "pr_auc", "log_loss")
            }
            for name in self.models
            for size in SIZES
            for draw in (1, 2, 3)
        ]

    def runs(self, name):
        """Make what each training of a model records."""
        if name == "elmo":
            weights = {1: ([0.2, 0.3, 0.5], 1.1), 2: ([0.1, 0.25, 0.65], 1.4)}
            mixes = {seed: {"elmo_mix": {"s": s, "gamma": g}} for seed, (s, g) in weights.items()}
            return [{"seed": seed, "mix": mix} for seed, mix in mixes.items()]
        if name == "tfidf":
            picks = [(10, "balanced"), (1, "none"), (10, "balanced")]
            return [{"seed": None, "C": c, "class_weight": weight} for c, weight in picks]
        return [{"seed": seed, "kept_epoch": 3 + 2 * seed} for seed in (1, 2)]

    def data(self):
        """Make the counts of `prepare`."""
        first, *middle, last = self.classes
        small = dict.fromkeys(middle, 5)
        train = {"rows": 3000, "labels": {first: 2600, last: 400} | small}
        test = {"rows": 1000, "labels": {first: 900, last: 100} | small}
        leaks = {"test_rows": 201, "exact": 20, "normalised": 22, "near": 30}
        ordered = {"test_rows": 187, "exact": 11, "normalised": 13, "near": 17}
        return {
            "rows": 4403,
            "normalised_duplicates": 403,
            "near_duplicates": 404,
            "dropped": 403,
            "reduced": 0,
            "left_out": 2,
            "partitions": {"0.0": {"train": train, "test": test}, "0.1": {"train": train}},
            "empty": 0,
            "one_word": 7,
            "rare_dropped": {},
            "rare_pooled": {"tiny": 3},
            "labels_merged": {first: {first: 3000, first.upper(): 500}},
            "look": {
                "texts": 4000,
                "classes": {first: 3500, last: 500} | small,
                "characters": {"median": 61, "of_95_percent": 155, "longest": 910},
                "words": {"median": 12, "of_95_percent": 30, "longest": 171},
                "scripts": {"Latin": 0.996, "Han": 0.004},
                "languages": {"texts": 300, "shares": {"en": 0.97, "de": 0.03}},
            },
            "leaks_with_duplicates": {"holdout": leaks, "file_order": ordered},
        }


def coverage(place, example):
    """Make what the file of one embedding knows of the words."""
    return {
        "dimension": 50 + place,
        "types": 1000 + place,
        "types_covered": 700,
        "types_share": 0.7 + place / 50,
        "tokens": 9000,
        "tokens_share": 0.95 - place / 40,
        "by_rule": {
            "exact": {"types": 640 + place, "tokens": 11},
            "lower": {"types": 50 + 2 * place, "tokens": 7},
        },
        "by_class": {label: vary(0.85, 0.99, "covered", label, place) for label in example.classes},
        "most_frequent_without": {
            word: 40 - number for number, word in enumerate([example.hostile or "www", *"abcdefgh"])
        },
    }


def intrinsic(place):
    """Make what the vectors score without a task; the second file covers few pairs."""
    words = {"spearman": 0.613, "pairs_covered": 153, "pairs": 353}
    few = {"spearman": 0.487, "pairs_covered": 49, "pairs": 353}
    rare = {"spearman": 0.314, "pairs_covered": 21 + place, "pairs": 999}
    asked = {"accuracy": 0.418 + place / 100, "covered": 50 + place, "questions": 19544}
    return {"wordsim353": few if place else words, "simlex999": rare, "analogies": asked}


def drawn_map(name, points, rng, example):
    """Make a map: words on a spiral, or texts; neighbours are the next ones."""
    kind = "texts" if name == "elmo" else "words"
    labels = [f"{kind[:-1]}{place}" for place in range(points)]
    labels[:3] = ["free", "win", example.hostile or "call"]
    spiral = [
        [place * math.cos(place), place * math.sin(place)] for place in map(float, range(points))
    ]
    near = [
        [[(place + step) % points, round(1 - step / 20, 3)] for step in range(1, 11)]
        for place in range(points)
    ]
    shares = [round(rng.random(), 2) if kind == "words" else place % 2 for place in range(points)]
    first, *middle, last = example.classes
    drawn = {
        "name": name,
        "kind": kind,
        "dimension": 50,
        "labels": labels,
        "pca": spiral,
        "tsne": [[y, x] for x, y in spiral],
        "share": {first: [round(1 - share, 2) for share in shares], last: shares}
        | {label: [0.0] * points for label in middle},
        "neighbours": near,
    }
    return drawn if kind == "texts" else {**drawn, "counts": list(range(points, 0, -1))}


def write_example(root, points=60, hostile=None, models=MODELS, classes=CLASSES, metric="f1"):
    """Write every file of the contract into `root`.

    Args:
        root: the folder.
        points: of a map.
        hostile: a text that stands for texts, a word, a class and a slice, if given.
        models: name to F1.
        classes: the last of two is the positive one.
        metric: the score of the verdict.
    """
    example, rng = Example(models, classes, metric, hostile), random.Random(1)
    write_json(root / "metrics/leaderboard.json", example.board())
    write_json(root / "metrics/answer.json", example.answer())
    write_json(root / "metrics/data.json", example.data())
    write_json(root / "metrics/costs.json", example.costs())
    errors = {
        kind: {"count": count, "texts": example.texts(count, kind)}
        for kind, count in (("disagreements", 6), ("all_wrong", 2))
    }
    write_json(root / "metrics/errors.json", errors)
    write_texts(root / "data/prepared/texts.csv", example.table())
    for name in models:
        runs = {"threads": 1, "runs": example.runs(name)}
        write_json(root / f"metrics/training/{name}.json", runs)
    learning = example.learning()
    write_table(root / "metrics/learning.csv", learning, [*learning[0]])
    example.plots(root)
    for place, name in enumerate(EMBEDDINGS):
        write_json(root / f"metrics/coverage/{name}.json", coverage(place, example))
        write_json(root / f"metrics/intrinsic/{name}.json", intrinsic(place))
    for name in MAPS:
        path = root / f"data/maps/{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(drawn_map(name, points, rng, example)), encoding="utf-8")
