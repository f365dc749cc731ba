"""Lines of the tables behind the plots: ROC, precision and recall, confusion, losses."""

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import confusion_matrix, precision_recall_curve, roc_curve

from bakeoff.core.errors import printable
from bakeoff.evaluation.formats import Line, Run
from bakeoff.evaluation.scoring.scores import Labels, Probabilities

POINTS = 200  # per curve, at most
FORMULA = re.compile(r"[=@]|[+-](?![\d.]+$)")  # a formula's beginning, but no signed number


def _pool(labels: Labels, repeats: Probabilities) -> tuple[NDArray[Any], NDArray[Any]]:
    """Concatenate all repeats; with more than two classes, all classes too (micro-average)."""
    if repeats.shape[2] == 2:
        return np.tile(labels, len(repeats)), repeats[:, :, 1].ravel()
    truth = np.eye(repeats.shape[2], dtype=np.int32)[labels]
    return np.tile(truth.ravel(), len(repeats)), repeats.ravel()


def _thin(*columns: NDArray[Any]) -> list[tuple[float, ...]]:
    """Take some points of a curve, both ends among them."""
    rows = np.unique(np.linspace(0, len(columns[0]) - 1, POINTS).round().astype(int))
    return list(zip(*(column[rows].tolist() for column in columns), strict=True))


def roc_lines(model: str, labels: Labels, repeats: Probabilities) -> list[Line]:
    """Trace the ROC curve of all repeats of a model together."""
    false_positive, true_positive, _ = roc_curve(*_pool(labels, repeats))
    return [
        {"model": model, "false_positive_rate": x, "true_positive_rate": y}
        for x, y in _thin(false_positive, true_positive)
    ]


def precision_recall_lines(model: str, labels: Labels, repeats: Probabilities) -> list[Line]:
    """Trace precision against recall of all repeats of a model together."""
    precision, recall, _ = precision_recall_curve(*_pool(labels, repeats))
    return [{"model": model, "recall": x, "precision": y} for x, y in _thin(recall, precision)]


def inert(name: str) -> str:
    """Write a class's name for a table that other programs open.

    DVC copies the cells into a script of its page, which `</script` would end; a spreadsheet
    evaluates a cell that begins like a formula.
    """
    shown = printable(name).replace("<", "‹")
    return f"'{shown}" if FORMULA.match(shown) else shown


def confusion_lines(model: str, labels: Labels, chosen: Labels, classes: list[str]) -> list[Line]:
    """Count actual against predicted classes, the mean over repeats; `chosen` is (repeats, n)."""
    numbers, names = np.arange(len(classes)), [inert(name) for name in classes]
    repeats = [confusion_matrix(labels, repeat, labels=numbers) for repeat in chosen]
    counts = np.mean(repeats, axis=0)
    return [
        {"model": model, "actual": actual, "predicted": predicted, "texts": float(counts[i, j])}
        for i, actual in enumerate(names)
        for j, predicted in enumerate(names)
    ]


def loss_lines(model: str, runs: list[Run]) -> list[Line]:
    """List the losses of every epoch of every round, if the model is trained by epochs."""
    return [
        {"model": model, "seed": run["seed"], "epoch": epoch, "split": split, "loss": loss}
        for run in runs
        for split in ("train", "valid")
        for epoch, loss in enumerate(run.get("epochs", {}).get(f"{split}_loss", []), start=1)
    ]
