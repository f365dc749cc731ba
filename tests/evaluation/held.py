"""A small table in folds, and predictions for it."""

import numpy as np

from bakeoff.core.predictions import Predictions
from bakeoff.core.table import Partition, Table, Text
from bakeoff.evaluation.held_out import hold_out

FOLDS = 2


def make_held(labels, classes="ab", repeats=2, slices=None):
    """Hold each text out once per repeat, in two folds; every text that is left validates."""
    n = len(labels)
    names = slices or [""] * n
    pairs = enumerate(zip(labels, names, strict=True))
    texts = [Text(10 + i, f"text {i}", classes[label], i, name) for i, (label, name) in pairs]
    partitions = [Partition(repeat, fold) for repeat in range(repeats) for fold in range(FOLDS)]
    roles = np.full((len(partitions), n), "valid", "<U5")
    for roles_of, (repeat, fold) in zip(roles, partitions, strict=True):
        roles_of[(np.arange(n) + repeat) % FOLDS == fold] = "test"
    return hold_out(Table(texts, partitions, roles), list(classes))


def make_predictions(held, probabilities):
    """Give (rounds, n, classes) probabilities the partitions of the table."""
    partitions = np.arange(len(held.table.partitions))
    repeats = np.array([partition.repeat for partition in held.table.partitions])
    values = np.asarray(probabilities, np.float32)
    return Predictions(
        partitions, repeats, np.broadcast_to(values, (len(partitions), *values.shape[-2:]))
    )


def two(*second):
    """Give probabilities of two classes, (n, 2), by that of the second."""
    return np.stack([1 - np.array(second), second], axis=1)
