"""Scores of probabilities against labels, for two classes and for more."""

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    f1_score,
    log_loss,
    matthews_corrcoef,
    precision_recall_curve,
    precision_recall_fscore_support,
    roc_auc_score,
)

Probabilities = NDArray[np.float32]
Labels = NDArray[np.int32]

DECIMALS = 6


def decide(probabilities: Probabilities, threshold: float) -> Labels:
    """Choose a class for each text, given (n, classes) probabilities.

    With two classes, the second is chosen from `threshold` upwards; with more, the most probable.
    """
    if probabilities.shape[1] == 2:
        return np.asarray(probabilities[:, 1] >= threshold, np.int32)
    return np.asarray(probabilities.argmax(axis=1), np.int32)


def best_threshold(labels: Labels, probabilities: Probabilities) -> float:
    """Find the threshold with the best F1 for (n, 2) probabilities of validation texts."""
    precision, recall, thresholds = precision_recall_curve(labels, probabilities[:, 1])
    total = precision + recall
    f1 = np.divide(2 * precision * recall, total, out=np.zeros_like(total), where=total > 0)
    return float(thresholds[f1[:-1].argmax()])


def score(labels: Labels, probabilities: Probabilities, threshold: float = 0.5) -> dict[str, float]:
    """Score one round of a model, given (n, classes) probabilities.

    With two classes, precision, recall and F1 are those of the second; with more, the mean over
    classes (macro). PR-AUC is the average precision. Log loss is in nats per text. A score that is
    not defined, such as ROC-AUC where a class is missing, is left out.
    """
    classes = probabilities.shape[1]
    chosen, two = decide(probabilities, threshold), classes == 2
    names, average = (None, "binary") if two else (np.arange(classes), "macro")
    precision, recall, f1, _ = precision_recall_fscore_support(
        labels, chosen, labels=names, average=average, zero_division=0.0
    )
    scores = {"accuracy": accuracy_score(labels, chosen), "precision": precision}
    scores |= {"recall": recall, "f1": f1, "mcc": matthews_corrcoef(labels, chosen)}
    if len(np.unique(labels)) == classes:
        wide = probabilities.astype(np.float64)
        wide /= wide.sum(axis=1, keepdims=True)
        truth, guess = (labels, wide[:, 1]) if two else (np.eye(classes)[labels], wide)
        scores["pr_auc"] = average_precision_score(truth, guess)
        scores["roc_auc"] = roc_auc_score(truth, guess)
        scores["log_loss"] = log_loss(labels, wide, labels=np.arange(classes))
    return {name: round(float(value), DECIMALS) for name, value in scores.items()}


def macro_f1(labels: Labels, probabilities: Probabilities) -> float:
    """Give the mean of F1 over all classes, with a threshold of one half."""
    chosen, numbers = decide(probabilities, 0.5), np.arange(probabilities.shape[1])
    found = f1_score(labels, chosen, labels=numbers, average="macro", zero_division=0.0)
    return round(float(found), DECIMALS)


def summarise(repeats: list[dict[str, float]]) -> tuple[dict[str, float], dict[str, float]]:
    """Give mean and standard deviation (of a sample) over repeats of every score that all have."""
    names = [name for name in repeats[0] if all(name in scores for scores in repeats)]
    values = np.array([[scores[name] for name in names] for scores in repeats])
    spread = values.std(axis=0, ddof=1) if len(repeats) > 1 else np.zeros(len(names))
    rounded = [[round(float(x), DECIMALS) for x in row] for row in (values.mean(axis=0), spread)]
    return dict(zip(names, rounded[0], strict=True)), dict(zip(names, rounded[1], strict=True))
