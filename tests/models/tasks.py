"""Small tasks: a model with its head, and labelled texts."""

import numpy as np

from bakeoff.core.task import Task
from bakeoff.core.tokens import Text
from bakeoff.models.fit.train.fitting import Settings as Train

TEXT = Text(lower=True, separators="-", symbols="([!])", max_length=None)


def train_settings(**changes):
    """Give settings of a short training."""
    common = {"seeds": [1, 2], "epochs": 4, "batch_size": 8, "learning_rate": 0.01, "patience": 2}
    return Train(**common | changes)


def make_task(model, head, fitting, train, valid=None, test=None, classes=2):
    """Put a task together; the validation texts are the training texts unless they are given."""
    labelled = {"train": train, "valid": valid or train}
    texts = {split: rows for split, (rows, _) in labelled.items()}
    labels = {split: np.asarray(numbers, np.int32) for split, (_, numbers) in labelled.items()}
    if test is not None:
        texts["test"] = test
    return Task("small", model, head, fitting, TEXT, classes, texts, labels)
