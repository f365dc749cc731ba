"""Texts whose features a linear model reads: a vector per encoder, side by side.

The mean over the training texts is subtracted, and all numbers of an encoder are divided by the
same one, so that a text's squared length is 1 on average. Thus `C` means the same for every
encoder, and about the same as for TF-IDF. docs/decisions/0007-encoders.md compares other scales.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError
from bakeoff.core.features import load_recipes, save_recipe
from bakeoff.core.table import Rows
from bakeoff.core.task import Task
from bakeoff.models.fit.lbfgs.saving import FILE, load_pipeline


@dataclass(frozen=True)
class EncodedTexts:
    """All n texts of a task.

    Attributes:
        task: whose model names the features.
        values: (n, numbers) float32.
        widths: how many of the numbers each encoder has.
    """

    task: Task
    values: NDArray[np.float32]
    widths: list[int]

    @classmethod
    def of(cls, task: Task) -> Self:
        """Read the features of all texts.

        Raises:
            BakeoffError: a matrix of words was mixed with them.
        """
        if task.model.embedding() is not None:
            raise BakeoffError(
                f"params.yaml: models.{task.name}.input: expected features alone for fit: lbfgs, "
                f"got {task.model.input}, which holds a matrix too; use the head dense, fit: train"
            )
        features = [*task.model.features().values()]
        return cls(task, join_features(features), [part.shape[2] for part in features])

    def learn(self, rows: Rows, min_count: int | None = None) -> Any:
        """Learn the mean and the scale of some texts; `min_count` is for n-grams."""
        return fit_scaler(self.values[rows], self.widths)

    def transform(self, scaler: Any) -> NDArray[np.float32]:
        """Scale the features of all texts."""
        scaled: NDArray[np.float32] = scaler.transform(self.values)
        return scaled

    def finish(self, folder: Path) -> Callable[[list[str]], NDArray[np.float32]]:
        """Write the encoders' recipes beside a saved model; load it for the texts of the task."""
        for name, recipe in load_recipes(Path(self.task.model.input)).items():
            save_recipe(folder / f"{name}.json", recipe)
        pipeline = load_pipeline(folder / FILE)
        row_of = {text: row for row, text in enumerate(self.task.texts)}

        def classify(texts: list[str]) -> NDArray[np.float32]:
            rows = [row_of[text] for text in texts]
            return np.asarray(pipeline.predict_proba(self.values[rows]), np.float32)

        return classify


def join_features(features: Sequence[NDArray[Any]]) -> NDArray[np.float32]:
    """Put the features of encoders side by side, each as the mean of its layers.

    Args:
        features: (texts, layers, width) of each encoder, in the order of their names.

    Returns:
        (texts, numbers).
    """
    means = [layers.mean(axis=1, dtype=np.float32) for layers in features]
    return np.concatenate(means, axis=1, dtype=np.float32)


def fit_scaler(values: NDArray[np.float32], widths: Sequence[int]) -> Any:
    """Learn the mean of each column, and one scale per encoder.

    Args:
        values: (texts, numbers).
        widths: of each encoder.

    Returns:
        A StandardScaler. The squared length of a scaled text is 1 on average, and every encoder
        adds the same to it.
    """
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(values)
    for part in np.split(np.arange(sum(widths)), np.cumsum(widths)[:-1]):
        scaler.scale_[part] = np.sqrt(scaler.var_[part].sum() * len(widths)) or 1.0
    return scaler
