"""Score the predictions of every model on the test split.

In: predictions of models and ensembles, the messages, the words that each model knows, the course
of the trainings. Out: the leaderboard with intervals and tests, flat scores a model, the tables
behind the plots, and the messages that are worth looking at. What is chosen, is chosen on the
validation split.
"""

import logging
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from bakeoff.classifiers.predictions import Predictions, load_predictions
from bakeoff.evaluation.calibration import reliability_lines
from bakeoff.evaluation.curves import (
    confusion_lines,
    loss_lines,
    precision_recall_lines,
    roc_lines,
    write_table,
)
from bakeoff.evaluation.errors import find_errors
from bakeoff.evaluation.leaderboard import HeldOut, choose, make_leaderboard, write_verdict
from bakeoff.evaluation.scores import Labels
from bakeoff.evaluation.unknown import unknown_lines, unknown_shares
from bakeoff.files import read_json, write_json
from bakeoff.params.reading import read_params
from bakeoff.paths import (
    CLASSES,
    ENSEMBLES,
    ERRORS,
    LEADERBOARD,
    MATRIX,
    MODELS,
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
from bakeoff.texts.splits import in_training
from bakeoff.texts.tokens import make_tokenizer
from bakeoff.vectors.embedding import load_embedding

COLUMNS = {
    "roc": ["model", "false_positive_rate", "true_positive_rate"],
    "precision_recall": ["model", "recall", "precision"],
    "confusion": ["model", "actual", "predicted", "messages"],
    "loss": ["model", "seed", "epoch", "split", "loss"],
    "calibration": ["model", "confidence", "frequency", "messages"],
    "unknown_words": ["model", "unknown_share", "messages", "error_rate"],
}


def flatten(board: dict[str, Any]) -> dict[str, float]:
    """Flatten one model's scores to what `dvc metrics show` lays out as one row."""
    flat = {**board["mean"], "f1_sd": board["sd"]["f1"]}
    return flat | {f"f1_{name}": its["mean"]["f1"] for name, its in board["slices"].items()}


def known_words(model: str) -> set[str] | None:
    """Name the words that a model has a vector of its own for; None if it reads no words."""
    path = MODELS / model / MATRIX
    if not path.is_file():
        return None
    embedding = load_embedding(path)
    return {word for word, found in zip(embedding.words, embedding.found, strict=True) if found}


def plot_lines(
    name: str,
    its: Predictions,
    chosen: list[Labels],
    labels: Labels,
    classes: list[str],
    tokens: list[list[str]],
) -> dict[str, list[dict[str, Any]]]:
    """Make one model's lines of the tables behind the plots.

    Args:
        name: of the model.
        its: predictions.
        chosen: classes at its thresholds, (n,) a seed.
        labels: (n,) of the test messages.
        classes: their names.
        tokens: words of the test messages.
    """
    training, known = TRAINING / f"{name}.json", known_words(name)
    return {
        "roc": roc_lines(name, labels, its.test),
        "precision_recall": precision_recall_lines(name, labels, its.test),
        "confusion": confusion_lines(name, labels, chosen, classes),
        "loss": loss_lines(name, read_json(training)["runs"]) if training.is_file() else [],
        "calibration": reliability_lines(name, labels, its.test),
        "unknown_words": unknown_lines(name, unknown_shares(tokens, known), labels, chosen)
        if known is not None
        else [],
    }


def main() -> None:
    """Score every model; write the leaderboard and the tables behind the plots."""
    params = read_params(PARAMS)
    threadpool_limits(1)  # another count of threads gives other last bits
    classes = load_classes(CLASSES)
    splits = {name: load_messages(split_path(name)) for name in ("train", "valid", "test")}
    (texts, labels), (_, valid_labels) = (
        number_labels(splits[name], classes) for name in ("test", "valid")
    )
    slices = [message.slice for message in splits["test"]]
    test = HeldOut(labels, valid_labels, slices, np.array(in_training(splits)))
    text = params.text
    tokenize = make_tokenizer(lower=text.lower, separators=text.separators, symbols=text.symbols)
    tokens = [tokenize(its) for its in texts]
    found = {
        name: load_predictions(folder / f"{name}.npz")
        for folder, names in ((PREDICTIONS, params.models), (ENSEMBLES, params.ensemble))
        for name in names
    }
    settings = params.evaluate
    boards = make_leaderboard(
        *(test, found, settings.baseline),
        threshold=settings.threshold,
        draws=settings.draws,
        seed=settings.seed,
    )
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in COLUMNS}
    for name, its in found.items():
        chosen = list(choose(its, boards[name]["thresholds"]))
        for table, lines in plot_lines(name, its, chosen, labels, classes, tokens).items():
            tables[table] += lines
        write_json(SCORES / f"{name}.json", flatten(boards[name]))
    for name, lines in tables.items():
        write_table(PLOTS / f"{name}.csv", lines, COLUMNS[name])
    probabilities = {name: found[name].test for name in boards}
    thresholds = {name: float(np.mean(its["thresholds"])) for name, its in boards.items()}
    write_json(ERRORS, find_errors(splits["test"], labels, probabilities, thresholds))
    verdict = write_verdict(boards, settings.baseline)
    about = {
        **{"profile": params.profile, "split": params.prepare.split, "rows": len(labels)},
        **{"classes": classes, "baseline": settings.baseline, "draws": settings.draws},
    }
    write_json(LEADERBOARD, {**about, "verdict": verdict, "models": boards})
    logging.info("%d test messages. %s", len(labels), verdict)


if __name__ == "__main__":
    run(main)
