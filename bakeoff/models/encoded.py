"""A network on the features of frozen encoders; it learns how to mix their layers."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import StrictBool

from bakeoff.core.embedding import load_embedding
from bakeoff.core.features import load_features, load_recipes
from bakeoff.core.paths import matrix_path
from bakeoff.core.task import Task
from bakeoff.models.fit.train.kind import NetworkModel

if TYPE_CHECKING:
    from bakeoff.models.fit.train.design import Design


class Settings(NetworkModel):
    """An entry of `models`."""

    gives: ClassVar = "features"
    kind: Literal["encoded"]
    trainable: StrictBool  # of a matrix that was mixed with the features, if there is one

    def design(self, task: Task) -> "Design":
        """Describe the network: features of each encoder, and words if a matrix is there."""
        from bakeoff.models.fit.train.design import Design
        from bakeoff.models.fit.train.words import read_words

        folder, words = Path(self.input), None
        if (path := matrix_path(folder)).is_file():
            words = read_words(load_embedding(path), task.texts, task.text)
        features = load_features(folder, [*load_recipes(folder)])
        return Design(words, trainable=self.trainable, encoders=features)
