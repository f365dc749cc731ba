"""The tables behind the plots of a run: metrics/plots."""

from collections.abc import Mapping

from bakeoff.evaluation import curves
from bakeoff.evaluation.calibration import reliability_lines
from bakeoff.evaluation.formats import Line, Run
from bakeoff.evaluation.pooled import Pooled
from bakeoff.evaluation.question import Texts
from bakeoff.evaluation.unknown import Shares, unknown_lines


def plot_tables(
    tested: Texts,
    models: Mapping[str, Pooled],
    *,
    unknown: Mapping[str, Shares],
    runs: Mapping[str, list[Run]],
) -> dict[str, list[Line]]:
    """Make the lines of each table, model by model.

    `unknown` has only models that read words; `runs`, no ensembles and no choices.
    """
    tables: dict[str, list[Line]] = {}
    labels = tested.labels
    for name, model in models.items():
        repeats, chosen, shares = model.probabilities, model.chosen, unknown.get(name)
        lines = {
            "roc": curves.roc_lines(name, labels, repeats),
            "precision_recall": curves.precision_recall_lines(name, labels, repeats),
            "confusion": curves.confusion_lines(name, labels, chosen, tested.classes),
            "loss": curves.loss_lines(name, runs.get(name, [])),
            "calibration": reliability_lines(name, labels, repeats),
            "unknown_words": [] if shares is None else unknown_lines(name, shares, labels, chosen),
        }
        for table, part in lines.items():
            tables.setdefault(table, []).extend(part)
    return tables
