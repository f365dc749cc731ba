"""A model on the features of frozen encoders: logistic regression, or a network.

The network learns how to mix the layers of an encoder, and reads pooled words too where a matrix
was mixed with the features.
"""

from pathlib import Path
from typing import Any, ClassVar, Literal, Self

from numpy.typing import NDArray
from pydantic import StrictBool, model_validator

from bakeoff.core.embedding import Embedding, load_embedding
from bakeoff.core.features import load_features, load_recipes
from bakeoff.core.paths import matrix_path
from bakeoff.core.task import Model


class Settings(Model):
    """An entry of `models`."""

    gives: ClassVar = "features"
    kind: Literal["encoded"]
    fit: Literal["train", "lbfgs"]
    trainable: StrictBool = False  # of a matrix that was mixed with the features, if there is one

    @model_validator(mode="after")
    def _trains_a_matrix_by_train_only(self) -> Self:
        """Refuse a linear model that would fine-tune a matrix."""
        if self.trainable and self.fit == "lbfgs":
            raise ValueError("expected trainable: false with fit: lbfgs, got true; remove the key")
        return self

    def features(self) -> dict[str, NDArray[Any]]:
        """Map the features of all texts into memory: (texts, layers, width) by encoder."""
        folder = Path(self.input)
        return load_features(folder, [*load_recipes(folder)])

    def embedding(self) -> Embedding | None:
        """Load the matrix that was mixed with the features, if there is one."""
        path = matrix_path(Path(self.input))
        return load_embedding(path) if path.is_file() else None
