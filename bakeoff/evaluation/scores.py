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
    precision_score,
    recall_score,
    roc_auc_score,
)

Probabilities = NDArray[np.float32]
Labels = NDArray[np.int32]

DECIMALS = 6


def decide(probabilities: Probabilities, threshold: float) -> Labels:
    """Choose a class for each message.

    Args:
        probabilities: (n, classes). Of two classes the second is chosen from `threshold` on; of
            more, the most probable.
        threshold: for two classes.
    """
    if probabilities.shape[1] == 2:
        return np.asarray(probabilities[:, 1] >= threshold, np.int32)
    return np.asarray(probabilities.argmax(axis=1), np.int32)


def best_threshold(labels: Labels, probabilities: Probabilities) -> float:
    """Find the threshold with the best F1, on the validation split.

    Args:
        labels: (n,), 0 or 1.
        probabilities: (n, 2).
    """
    precision, recall, thresholds = precision_recall_curve(labels, probabilities[:, 1])
    total = precision + recall
    f1 = np.divide(2 * precision * recall, total, out=np.zeros_like(total), where=total > 0)
    return float(thresholds[f1[:-1].argmax()])


def score(labels: Labels, probabilities: Probabilities, threshold: float = 0.5) -> dict[str, float]:
    """Score one seed of one model.

    Precision, recall and F1 speak of the second of two classes, and are the mean over classes of
    more (macro). PR-AUC is the average precision. Log loss is in nats a message. A score that is
    not defined, such as ROC-AUC where one class is missing, is left out.

    Args:
        labels: (n,) numbers of classes.
        probabilities: (n, classes).
        threshold: for two classes.
    """
    classes = np.arange(probabilities.shape[1])
    chosen = decide(probabilities, threshold)
    average = "binary" if len(classes) == 2 else "macro"
    settings = {"labels": classes, "average": average, "zero_division": 0.0}
    if average == "binary":
        settings["labels"] = None
    scores = {
        "accuracy": accuracy_score(labels, chosen),
        "precision": precision_score(labels, chosen, **settings),
        "recall": recall_score(labels, chosen, **settings),
        "f1": f1_score(labels, chosen, **settings),
        "mcc": matthews_corrcoef(labels, chosen),
    }
    if len(set(labels.tolist())) == len(classes):
        wide = probabilities.astype(np.float64)
        wide /= wide.sum(axis=1, keepdims=True)
        truth = labels if average == "binary" else np.eye(len(classes))[labels]
        guess = wide[:, 1] if average == "binary" else wide
        scores["pr_auc"] = average_precision_score(truth, guess)
        scores["roc_auc"] = roc_auc_score(truth, guess)
        scores["log_loss"] = log_loss(labels, wide, labels=classes)
    return {name: round(float(value), DECIMALS) for name, value in scores.items()}


def summarise(seeds: list[dict[str, float]]) -> tuple[dict[str, float], dict[str, float]]:
    """Give mean and standard deviation (of a sample) over seeds, of every score that all have."""
    names = [name for name in seeds[0] if all(name in scores for scores in seeds)]
    values = np.array([[scores[name] for name in names] for scores in seeds])
    spread = values.std(axis=0, ddof=1) if len(seeds) > 1 else np.zeros(len(names))
    means = values.mean(axis=0)
    return (
        {name: round(float(mean), DECIMALS) for name, mean in zip(names, means, strict=True)},
        {name: round(float(sd), DECIMALS) for name, sd in zip(names, spread, strict=True)},
    )
