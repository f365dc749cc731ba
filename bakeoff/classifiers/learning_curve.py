"""Train one network on ever more of the training rows, in one process.

A subset is an epoch's order that names its rows alone, so the compiled epoch is traced once for
all sizes and draws.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.classifiers.network import all_classes
from bakeoff.classifiers.plan import Plan, make_trainer
from bakeoff.classifiers.subsets import Subset
from bakeoff.params.models import Train


def repeat_rows(rows: NDArray[np.int64], at_least: int) -> NDArray[np.int64]:
    """Repeat rows, all as often, until there are as many as an epoch is to have."""
    return np.tile(rows, -(-at_least // len(rows)))


def predict_from_subsets(
    plan: Plan,
    labels: dict[str, NDArray[Any]],
    settings: Train,
    subsets: list[Subset],
    *,
    epoch_rows: int,
) -> Iterator[NDArray[np.float32]]:
    """Train on each subset, from its seed, and predict the test messages.

    Args:
        plan: with inputs for `train`, `valid` and `test`.
        labels: of `train` and `valid`.
        settings: epochs, batch size, learning rate, patience.
        subsets: of the training rows.
        epoch_rows: of an epoch at least: a smaller subset comes more than once in each, for else
            its few steps would be an epoch to `epochs` and `patience`.

    Yields:
        (test messages, classes) float32 for each subset.
    """
    trainer = make_trainer(plan, labels, settings)
    at_least = min(epoch_rows, len(labels["train"]))
    for subset in subsets:
        trainer.run(
            subset.seed,
            epochs=settings.epochs,
            patience=settings.patience,
            rows=repeat_rows(subset.rows, at_least),
        )
        yield all_classes(trainer.predict(plan.inputs["test"]))
