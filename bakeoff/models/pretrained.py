"""An embedding matrix made from published vectors, frozen or fine-tuned."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import StrictBool

from bakeoff.core.embedding import load_embedding
from bakeoff.core.paths import matrix_path
from bakeoff.core.task import Task
from bakeoff.models.fit.train.kind import NetworkModel

if TYPE_CHECKING:
    from bakeoff.models.fit.train.design import Design


class Settings(NetworkModel):
    """An entry of `models`."""

    kind: Literal["pretrained"]
    trainable: StrictBool
    shuffled: StrictBool = False  # a control: each vector belongs to another word

    def design(self, task: Task) -> "Design":
        """Describe the network: it starts from the matrix."""
        from bakeoff.models.fit.train.design import Design
        from bakeoff.models.fit.train.words import read_words

        embedding = load_embedding(matrix_path(Path(self.input)))
        if self.shuffled:  # a new word has no vector of another word
            embedding = replace(embedding, subwords="")
        words = read_words(embedding, task.texts, task.text)
        return Design(words, trainable=self.trainable, shuffled=self.shuffled)
