"""The metrics that a verdict can rest on: what each is called, and which way is better."""

from dataclasses import dataclass, replace

import numpy as np

from bakeoff.core.errors import BakeoffError
from bakeoff.evaluation.scoring.scores import Labels

NEED_EVERY_CLASS = ("pr_auc", "f1", "recall_at_precision")  # among the texts that are tested


@dataclass(frozen=True)
class Metric:
    """A metric; differences times `sign` are positive where the first model is better."""

    name: str  # of the score in PooledScorer
    label: str  # in a sentence
    sign: int = 1  # -1 where lower is better
    best: float = 1.0  # what a model without errors scores


METRICS = {
    "f1": Metric("f1", "F1"),
    "macro_f1": Metric("macro_f1", "macro F1"),
    "accuracy": Metric("accuracy", "accuracy"),
    "mcc": Metric("mcc", "MCC"),
    "pr_auc": Metric("pr_auc", "PR-AUC"),
    "log_loss": Metric("log_loss", "log loss", sign=-1, best=0.0),
    "recall_at_precision": Metric("recall_at_precision", "recall"),
}


def find_metric(name: str, labels: Labels, classes: list[str], precision: float = 1.0) -> Metric:
    """Find the metric of the verdict, and check that it fits the classes.

    With more than two classes `f1` is `macro_f1`, the mean over classes, and is called so.

    Args:
        name: `evaluate.metric`.
        labels: of the tested texts.
        classes: the second of two is the positive class.
        precision: that `recall_at_precision` requires.

    Raises:
        BakeoffError: it does not fit the classes.
    """
    if name == "recall_at_precision":
        if len(classes) > 2:
            raise BakeoffError(
                f"evaluate.metric: {name} expects two classes, got {len(classes)}; use macro_f1"
            )
        label = f"recall at precision {precision:g}".replace(" 0.", " .")
        return _check_classes(replace(METRICS[name], label=label), labels, classes)
    if name in ("f1", "macro_f1") and len(classes) > 2:
        tested = len(np.unique(labels)) / len(classes)  # the F1 of a class without texts is 0
        return replace(METRICS["macro_f1"], best=tested)
    return _check_classes(METRICS[name], labels, classes)


def _check_classes(metric: Metric, labels: Labels, classes: list[str]) -> Metric:
    counts = np.bincount(labels, minlength=len(classes))
    if metric.name in NEED_EVERY_CLASS and not counts.all():
        raise BakeoffError(
            f"evaluate.metric: {metric.name} expects texts of every class among the tested ones, "
            f"got none of {classes[counts.argmin()]!r:.60}; use accuracy or log_loss"
        )
    return metric
