"""An embedding matrix made from published vectors, frozen or fine-tuned."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import StrictBool

from bakeoff.core.embedding import load_embedding
from bakeoff.core.paths import matrix_path
from bakeoff.core.task import Task
from bakeoff.models.fit.train.kind import NetworkModel

if TYPE_CHECKING:
    from bakeoff.models.fit.train.network import Design


class Settings(NetworkModel):
    """An entry of `models`."""

    kind: Literal["pretrained"]
    trainable: StrictBool

    def design(self, task: Task) -> "Design":
        """Describe the network: it starts from the matrix."""
        from bakeoff.models.fit.train.network import Design

        matrix = load_embedding(matrix_path(Path(self.input)))
        return Design(matrix, self.trainable, False, task.head, task.text, task.classes)
