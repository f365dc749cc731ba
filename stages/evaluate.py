"""Score the predictions of every model on the test split.

In: predictions, the messages, the course of the trainings. Out: the leaderboard, flat scores a
model, and the tables behind the plots. The threshold, where it is chosen, is chosen on the
validation split.
"""

import logging
from typing import Any

import numpy as np

from bakeoff.classifiers.predictions import Predictions, load_predictions
from bakeoff.evaluation.curves import (
    confusion_lines,
    loss_lines,
    precision_recall_lines,
    roc_lines,
    write_table,
)
from bakeoff.evaluation.scores import Labels, best_threshold, decide, score, summarise
from bakeoff.files import read_json, write_json
from bakeoff.params.reading import read_params
from bakeoff.paths import (
    CLASSES,
    LEADERBOARD,
    PARAMS,
    PLOTS,
    PREDICTIONS,
    SCORES,
    TRAINING,
    split_path,
)
from bakeoff.stage import run
from bakeoff.texts.classes import load_classes, number_labels
from bakeoff.texts.messages import load_messages

COLUMNS = {
    "roc": ["model", "false_positive_rate", "true_positive_rate"],
    "precision_recall": ["model", "recall", "precision"],
    "confusion": ["model", "actual", "predicted", "messages"],
    "loss": ["model", "seed", "epoch", "split", "loss"],
}


def choose_thresholds(labels: Labels, predictions: Predictions, rule: str) -> list[float]:
    """Choose each seed's threshold: one half, or the best on the validation split."""
    if rule == "half" or predictions.valid.shape[2] > 2:
        return [0.5] * len(predictions.valid)
    return [best_threshold(labels, seed) for seed in predictions.valid]


def score_model(
    labels: Labels, slices: list[str], predictions: Predictions, thresholds: list[float]
) -> dict[str, Any]:
    """Score one model: mean and spread over the seeds, for all messages and for each slice."""
    seeds = list(zip(predictions.test, thresholds, strict=True))
    mean, spread = summarise([score(labels, *seed) for seed in seeds])
    board = {"seeds": len(seeds), "thresholds": thresholds, "mean": mean, "sd": spread}
    by_slice = {}
    for name in sorted(set(slices) - {""}):
        rows = np.array([its == name for its in slices])
        its_mean, its_spread = summarise(
            [score(labels[rows], found[rows], threshold) for found, threshold in seeds]
        )
        by_slice[name] = {"rows": int(rows.sum()), "mean": its_mean, "sd": its_spread}
    return {**board, "slices": by_slice}


def flatten(board: dict[str, Any]) -> dict[str, float]:
    """Flatten one model's scores to what `dvc metrics show` lays out as one row."""
    flat = {**board["mean"], "f1_sd": board["sd"]["f1"]}
    return flat | {f"f1_{name}": its["mean"]["f1"] for name, its in board["slices"].items()}


def main() -> None:
    """Score every model and write the leaderboard and the tables behind the plots."""
    params = read_params(PARAMS)
    classes = load_classes(CLASSES)
    valid, test = (load_messages(split_path(split)) for split in ("valid", "test"))
    (_, valid_labels), (_, labels) = (number_labels(its, classes) for its in (valid, test))
    slices = [message.slice for message in test]
    boards: dict[str, Any] = {}
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in COLUMNS}
    for name in params.models:
        found = load_predictions(PREDICTIONS / f"{name}.npz")
        thresholds = choose_thresholds(valid_labels, found, params.evaluate.threshold)
        boards[name] = score_model(labels, slices, found, thresholds)
        chosen = [decide(*seed) for seed in zip(found.test, thresholds, strict=True)]
        tables["roc"] += roc_lines(name, labels, found.test)
        tables["precision_recall"] += precision_recall_lines(name, labels, found.test)
        tables["confusion"] += confusion_lines(name, labels, chosen, classes)
        tables["loss"] += loss_lines(name, read_json(TRAINING / f"{name}.json")["runs"])
        write_json(SCORES / f"{name}.json", flatten(boards[name]))
    for name, lines in tables.items():
        write_table(PLOTS / f"{name}.csv", lines, COLUMNS[name])
    ranked = sorted(boards, key=lambda name: -boards[name]["mean"]["f1"])
    write_json(
        LEADERBOARD,
        {
            "profile": params.profile,
            "split": params.prepare.split,
            "rows": len(test),
            "classes": classes,
            "baseline": params.evaluate.baseline,
            "models": {name: boards[name] for name in ranked},
        },
    )
    logging.info("best F1 on %d messages: %s", len(test), ranked[0])


if __name__ == "__main__":
    run(main)
