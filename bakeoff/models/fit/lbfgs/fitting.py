"""Fit scikit-learn pipelines by L-BFGS: one solution, no seed; saved by skops, without pickle."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import number_by_order, read_zip, rename, write_zip
from bakeoff.core.settings import Count, Runtime, Section
from bakeoff.core.task import Predicted, Task

RUNTIME = Runtime
FILE = "model.skops"


class Settings(Section):
    """The section `lbfgs` of params.yaml."""

    max_iter: Count


def fit(task: Task, folder: Path) -> list[dict[str, Any]]:
    """Fit the pipeline of a model, save it, and score it on both splits.

    Returns:
        One record, as a network has one per seed; its seed is None.
    """
    from sklearn.metrics import log_loss

    pipeline = task.model.pipeline(task).fit(task.texts["train"], task.labels["train"])
    save_pipeline(pipeline, folder / FILE)
    record: dict[str, Any] = {"seed": None}
    for split, texts in task.texts.items():
        labels, found = task.labels[split], pipeline.predict_proba(texts)
        record[f"{split}_loss"] = round(float(log_loss(labels, found)), 6)
        record[f"{split}_accuracy"] = round(float((found.argmax(axis=1) == labels).mean()), 6)
    return [record]


def learn(
    task: Task, subsets: list[tuple[NDArray[np.int64], int]], epoch_rows: int
) -> Iterator[NDArray[np.float32]]:
    """Fit a pipeline to each subset alone, its n-grams too, and predict the test texts.

    `epoch_rows` is unused; for networks only.

    Yields:
        (test texts, classes) float32 for each subset.
    """
    texts, labels = task.texts["train"], task.labels["train"]
    for rows, _ in subsets:
        pipeline = task.model.pipeline(task).fit([texts[row] for row in rows], labels[rows])
        yield pipeline.predict_proba(task.texts["test"]).astype(np.float32)


def predict(model: Any, folder: Path, texts: dict[str, list[str]]) -> Predicted:
    """Load the saved pipeline and give the probabilities of each split."""
    pipeline = load_pipeline(folder / FILE)

    def classify(rows: list[str]) -> NDArray[np.float32]:
        return np.asarray(pipeline.predict_proba(rows), np.float32)

    found = {split: classify(rows)[None] for split, rows in texts.items()}
    return Predicted(found, classify, (folder / FILE).stat().st_size)


def save_pipeline(pipeline: Any, path: Path) -> None:
    """Save a pipeline by skops, without addresses of memory."""
    import skops.io

    for _, vectorizer in pipeline[0].transformer_list:
        vars(vectorizer).pop("_stop_words_id", None)  # scikit-learn remembers an address here
    members = read_zip(io.BytesIO(skops.io.dumps(pipeline)))
    schema, numbers = number_by_order(
        members.pop("schema.json").decode(), r'(?<="__id__": )\d+|(?<=")\d+(?=\.npy")'
    )
    write_zip(path, {"schema.json": schema.encode(), **rename(members, numbers)})


def load_pipeline(path: Path) -> Any:
    """Load a pipeline.

    Raises:
        BakeoffError: the file holds a type that skops does not trust.
    """
    import skops.io

    try:
        return skops.io.load(path, trusted=[])
    except skops.io.exceptions.UntrustedTypesFoundException as error:
        raise BakeoffError(
            f"{path}: expected types of scikit-learn only, got {error}; train the model again"
        ) from None
