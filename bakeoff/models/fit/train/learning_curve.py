"""Train one network on ever more of the training rows, in one process.

A subset is passed as an epoch's order that lists only its rows, so the compiled epoch is traced
once for all sizes and draws.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.task import Task
from bakeoff.models.fit.train.network import all_classes
from bakeoff.models.fit.train.plan import Plan, make_trainer


def repeat_rows(rows: NDArray[np.int64], at_least: int) -> NDArray[np.int64]:
    """Repeat rows, all equally often, until there are at least as many as an epoch should have."""
    return np.tile(rows, -(-at_least // len(rows)))


def predict_from_subsets(
    plan: Plan, task: Task, subsets: list[tuple[NDArray[np.int64], int]], *, epoch_rows: int
) -> Iterator[NDArray[np.float32]]:
    """Train on each subset, from its seed, and predict the test texts.

    A subset smaller than `epoch_rows` is repeated in each epoch, because otherwise its few steps
    would be an epoch to `epochs` and `patience`.

    Yields:
        (test texts, classes) float32 for each subset.
    """
    trainer = make_trainer(plan, task)
    at_least = min(epoch_rows, len(task.labels["train"]))
    for rows, seed in subsets:
        trainer.run(
            seed,
            epochs=task.fitting.epochs,
            patience=task.fitting.patience,
            rows=repeat_rows(rows, at_least),
        )
        yield all_classes(trainer.predict(plan.inputs["test"]))
