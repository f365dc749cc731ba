"""Tables behind the plots: ROC, precision and recall, confusion, losses; one line a point."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import confusion_matrix, precision_recall_curve, roc_curve

from bakeoff.errors import printable
from bakeoff.evaluation.scores import Labels, Probabilities
from bakeoff.files import write_text

POINTS = 200  # of a curve, at most
FORMULA = re.compile(r"[=@]|[+-](?![\d.]+$)")  # how one begins; a signed number is none
Line = dict[str, Any]


def write_table(path: Path, lines: list[Line], columns: list[str]) -> None:
    """Write lines as CSV, floats to 6 decimals."""
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, columns, lineterminator="\n")
    writer.writeheader()
    for line in lines:
        writer.writerow({key: f"{x:.6g}" if isinstance(x, float) else x for key, x in line.items()})
    write_text(path, buffer.getvalue())


def _pooled(labels: Labels, seeds: Probabilities) -> tuple[NDArray[Any], NDArray[Any]]:
    """Lay all seeds behind one another; of more than two classes, all classes (micro-average)."""
    if seeds.shape[2] == 2:
        return np.tile(labels, len(seeds)), seeds[:, :, 1].ravel()
    truth = np.eye(seeds.shape[2], dtype=np.int32)[labels]
    return np.tile(truth.ravel(), len(seeds)), seeds.ravel()


def _thin(*columns: NDArray[Any]) -> list[NDArray[Any]]:
    take = np.unique(np.linspace(0, len(columns[0]) - 1, POINTS).round().astype(int))
    return [column[take] for column in columns]


def roc_lines(model: str, labels: Labels, seeds: Probabilities) -> list[Line]:
    """Trace the ROC curve of all seeds of a model together."""
    false_positive, true_positive, _ = roc_curve(*_pooled(labels, seeds))
    return [
        {"model": model, "false_positive_rate": float(x), "true_positive_rate": float(y)}
        for x, y in zip(*_thin(false_positive, true_positive), strict=True)
    ]


def precision_recall_lines(model: str, labels: Labels, seeds: Probabilities) -> list[Line]:
    """Trace precision against recall of all seeds of a model together."""
    precision, recall, _ = precision_recall_curve(*_pooled(labels, seeds))
    return [
        {"model": model, "recall": float(x), "precision": float(y)}
        for x, y in zip(*_thin(recall, precision), strict=True)
    ]


def inert(name: str) -> str:
    """Write a class's name for a table that other programs open.

    DVC copies the cells into a script of its page, which `</script` would end; a spreadsheet
    calculates what begins as a formula does.
    """
    shown = printable(name).replace("<", "‹")
    return f"'{shown}" if FORMULA.match(shown) else shown


def confusion_lines(
    model: str, labels: Labels, chosen: list[Labels], classes: list[str]
) -> list[Line]:
    """Count actual against predicted classes, the mean over seeds."""
    numbers, names = np.arange(len(classes)), [inert(name) for name in classes]
    counts = np.mean([confusion_matrix(labels, its, labels=numbers) for its in chosen], axis=0)
    return [
        {"model": model, "actual": actual, "predicted": predicted, "messages": float(counts[i, j])}
        for i, actual in enumerate(names)
        for j, predicted in enumerate(names)
    ]


def loss_lines(model: str, runs: list[dict[str, Any]]) -> list[Line]:
    """List the losses of every epoch of every seed; the baseline has none."""
    return [
        {"model": model, "seed": run["seed"], "epoch": epoch, "split": split, "loss": loss}
        for run in runs
        for split in ("train", "valid")
        for epoch, loss in enumerate(run.get("epochs", {}).get(f"{split}_loss", []), start=1)
    ]
