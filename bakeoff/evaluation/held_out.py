"""The tested texts, and what models predict for them, pooled over rounds."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bakeoff.core.classes import number_labels
from bakeoff.core.predictions import Predictions
from bakeoff.core.table import Rows, Table
from bakeoff.evaluation.pooled import Pooled
from bakeoff.evaluation.question import Texts
from bakeoff.evaluation.scoring.scores import Labels, Probabilities, best_threshold, decide
from bakeoff.evaluation.weighted import losses


@dataclass(frozen=True)
class HeldOut:
    """The table of all n texts, of which some or all are tested.

    Attributes:
        table: the texts and their roles.
        classes: the second of two is the positive one.
        labels: (n,) numbers of classes.
        tested: numbers of the tested texts.
    """

    table: Table
    classes: list[str]
    labels: Labels
    tested: Rows

    def texts(self) -> Texts:
        """Give what the answer reads of the tested texts."""
        return Texts(self.labels[self.tested], self.classes, self.table.groups[self.tested])


def hold_out(table: Table, classes: list[str]) -> HeldOut:
    """Number the labels of a table."""
    _, labels = number_labels(table.texts, classes)
    return HeldOut(table, classes, labels, table.tested)


def average(members: Sequence[Predictions]) -> Predictions:
    """Average probabilities of the same texts round by round: an ensemble, with equal weights.

    A model without chance has one round per partition, which counts for every seed of the others.
    """
    most = max(members, key=lambda member: len(member.partitions))
    stacked = np.broadcast_arrays(*(member.probabilities for member in members))
    return Predictions(most.partitions, most.repeats, np.mean(stacked, axis=0))


def choose(held: HeldOut, members: Sequence[Predictions]) -> tuple[Predictions, Rows]:
    """Take in each round the member with the lower validation loss, the first among equals.

    Returns:
        The predictions, and the number of the member in each round.
    """
    most = max(members, key=lambda member: len(member.partitions))
    stacked = np.broadcast_arrays(*(member.probabilities for member in members))
    found = [
        [_lose(held, *pair) for pair in zip(most.partitions, rounds, strict=True)]
        for rounds in stacked
    ]
    picked = np.argmin(found, axis=0)
    rows = np.stack(stacked)[picked, np.arange(len(picked))]
    return Predictions(most.partitions, most.repeats, rows), picked


def _lose(held: HeldOut, partition: int, probabilities: Probabilities) -> float:
    """Give the log loss on the validation texts of a partition."""
    rows = held.table.rows(partition, "valid")
    wide = probabilities[rows].astype(np.float64)
    wide /= wide.sum(axis=1, keepdims=True)
    return float(losses(held.labels[rows], wide)["log_loss"].mean())


def choose_threshold(
    held: HeldOut, partition: int, probabilities: Probabilities, rule: str
) -> float:
    """Choose the threshold of a round: one half, or the best on its validation texts."""
    if rule == "half" or probabilities.shape[1] > 2:
        return 0.5
    rows = held.table.rows(partition, "valid")
    return best_threshold(held.labels[rows], probabilities[rows])


def choose_thresholds(held: HeldOut, predictions: Predictions, rule: str) -> list[float]:
    """Choose the threshold of every round; `rule` is "half" or "valid"."""
    pairs = zip(predictions.partitions, predictions.probabilities, strict=True)
    return [choose_threshold(held, *pair, rule) for pair in pairs]


def final_threshold(thresholds: Sequence[float], classes: int) -> float | None:
    """Give the threshold of the saved model, which no text is held out of: the rounds' mean.

    With more than two classes there is none.
    """
    return float(np.mean(thresholds)) if classes == 2 else None


def pool(held: HeldOut, predictions: Predictions, thresholds: Sequence[float]) -> Pooled:
    """Pool the held-out predictions of a model by repeat.

    Args:
        held: the texts.
        predictions: of all its rounds.
        thresholds: of all its rounds; see `choose_thresholds`.
    """
    count, classes = predictions.probabilities.shape[1:]
    repeats = int(predictions.repeats.max()) + 1
    probabilities = np.full((repeats, count, classes), np.nan, np.float32)
    chosen, rounds = np.full((2, repeats, count), -1, np.int32)
    for number, found in enumerate(predictions.probabilities):
        partition, repeat = predictions.partitions[number], predictions.repeats[number]
        rows = held.table.rows(partition, "test")
        probabilities[repeat, rows], rounds[repeat, rows] = found[rows], number
        chosen[repeat, rows] = decide(found[rows], thresholds[number])
    tested = held.tested
    return Pooled(chosen[:, tested], probabilities[:, tested], rounds[:, tested])
