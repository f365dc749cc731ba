"""Train networks by Adam, once per seed, and keep the epoch with the lowest validation loss."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.settings import Count, Rate, Section, Seeds, TensorFlowRuntime
from bakeoff.core.task import Predicted, Task

RUNTIME = TensorFlowRuntime


class Settings(Section):
    """The section `train` of params.yaml."""

    seeds: Seeds
    epochs: Count
    batch_size: Count
    learning_rate: Rate
    patience: Count | None  # epochs without a better validation loss; null: all epochs


def fit(task: Task, folder: Path) -> list[dict[str, Any]]:
    """Train and save a network per seed; give how each training went."""
    from bakeoff.models.fit.train.seeds import run_seeds

    return run_seeds(task.model.plan(task, folder), task)


def learn(
    task: Task, subsets: list[tuple[NDArray[np.int64], int]], epoch_rows: int
) -> Iterator[NDArray[np.float32]]:
    """Train a network on each subset and predict the test texts; see `predict_from_subsets`."""
    from bakeoff.models.fit.train.learning_curve import predict_from_subsets

    return predict_from_subsets(task.model.plan(task), task, subsets, epoch_rows=epoch_rows)


def predict(model: Any, folder: Path, texts: dict[str, list[str]]) -> Predicted:
    """Load the saved network of every seed and give the probabilities of each split."""
    paths = sorted(folder.glob("seed-*.keras"), key=lambda path: int(path.stem.partition("-")[2]))
    found: Predicted = model.predict(paths, texts)
    return found
