"""The tables behind the plots of a run: metrics/plots."""

from bakeoff.core.predictions import Predictions
from bakeoff.evaluation import curves
from bakeoff.evaluation.calibration import reliability_lines
from bakeoff.evaluation.formats import Line, ModelBoard, Run
from bakeoff.evaluation.held_out import HeldOut, choose_classes
from bakeoff.evaluation.unknown import Shares, unknown_lines


def plot_tables(
    test: HeldOut,
    models: dict[str, Predictions],
    boards: dict[str, ModelBoard],
    *,
    unknown: dict[str, Shares],
    runs: dict[str, list[Run]],
) -> dict[str, list[Line]]:
    """Make the lines of each table, model by model.

    `unknown` has only models that read words; `runs`, no ensembles.
    """
    tables: dict[str, list[Line]] = {}
    labels = test.labels
    for name, model in models.items():
        chosen = choose_classes(model, boards[name]["thresholds"])
        shares = unknown.get(name)
        lines = {
            "roc": curves.roc_lines(name, labels, model.test),
            "precision_recall": curves.precision_recall_lines(name, labels, model.test),
            "confusion": curves.confusion_lines(name, labels, chosen, test.classes),
            "loss": curves.loss_lines(name, runs.get(name, [])),
            "calibration": reliability_lines(name, labels, model.test),
            "unknown_words": [] if shares is None else unknown_lines(name, shares, labels, chosen),
        }
        for table, part in lines.items():
            tables.setdefault(table, []).extend(part)
    return tables
