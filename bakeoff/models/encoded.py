"""A network on the features of frozen encoders; it learns how to mix their layers."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import StrictBool

from bakeoff.core.embedding import load_embedding
from bakeoff.core.features import load_recipes
from bakeoff.core.paths import matrix_path
from bakeoff.core.task import Task
from bakeoff.models.fit.train.kind import NetworkModel

if TYPE_CHECKING:
    from bakeoff.models.fit.train.network import Design


class Settings(NetworkModel):
    """An entry of `models`."""

    gives: ClassVar = "features"
    kind: Literal["encoded"]
    trainable: StrictBool  # of a matrix that was mixed with the features, if there is one

    def design(self, task: Task) -> "Design":
        """Describe the network: features of each encoder, and words if a matrix is there."""
        from bakeoff.models.fit.train.network import Design

        folder = Path(self.input)
        path = matrix_path(folder)
        recipes = load_recipes(folder)
        return Design(
            load_embedding(path) if path.is_file() else None,
            self.trainable,
            False,
            task.head,
            task.text,
            task.classes,
            {name: (recipe.layers, recipe.width) for name, recipe in recipes.items()},
        )
