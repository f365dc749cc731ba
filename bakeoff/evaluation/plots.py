"""The tables behind the plots of a run: metrics/plots."""

from bakeoff.core.predictions import Predictions
from bakeoff.evaluation import curves, formats
from bakeoff.evaluation.calibration import reliability_lines
from bakeoff.evaluation.held_out import HeldOut, choose_classes
from bakeoff.evaluation.scoring.tables import Line
from bakeoff.evaluation.unknown import Shares, unknown_lines

TABLES = {
    "roc": formats.RocPoint,
    "precision_recall": formats.RecallPoint,
    "confusion": formats.Confusion,
    "loss": formats.Loss,
    "calibration": formats.Reliability,
    "unknown_words": formats.UnknownWords,
}


def plot_tables(
    test: HeldOut,
    models: dict[str, Predictions],
    boards: dict[str, formats.ModelBoard],
    *,
    unknown: dict[str, Shares],
    runs: dict[str, list[formats.Run]],
) -> dict[str, list[Line]]:
    """Make the lines of each table, model by model.

    Args:
        test: what models are scored on.
        models: name to probabilities.
        boards: name to scores.
        unknown: share of unknown words in each text, for each model that reads words.
        runs: the trainings of each model; an ensemble has none.
    """
    tables: dict[str, list[Line]] = {name: [] for name in TABLES}
    labels = test.labels
    for name, model in models.items():
        chosen = choose_classes(model, boards[name]["thresholds"])
        tables["roc"] += curves.roc_lines(name, labels, model.test)
        tables["precision_recall"] += curves.precision_recall_lines(name, labels, model.test)
        tables["confusion"] += curves.confusion_lines(name, labels, chosen, test.classes)
        tables["loss"] += curves.loss_lines(name, runs.get(name, []))
        tables["calibration"] += reliability_lines(name, labels, model.test)
        if name in unknown:
            tables["unknown_words"] += unknown_lines(name, unknown[name], labels, chosen)
    return tables
