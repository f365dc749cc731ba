"""An embedding layer learned from the task."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from bakeoff.core.embedding import Embedding
from bakeoff.core.settings import Count
from bakeoff.core.task import Task
from bakeoff.core.vocabulary import load_vocabulary
from bakeoff.models.fit.train.kind import NetworkModel

if TYPE_CHECKING:
    from bakeoff.models.fit.train.design import Design


class Settings(NetworkModel):
    """An entry of `models`."""

    kind: Literal["learned"]
    input: Literal["data/vocabulary.txt"]
    dimension: Count
    trainable: ClassVar = True

    def design(self, task: Task) -> "Design":
        """Describe the network: rows for the words of the vocabulary, drawn at random."""
        from bakeoff.models.fit.train.design import Design
        from bakeoff.models.fit.train.words import read_words

        words = load_vocabulary(Path(self.input))
        matrix = np.zeros((len(words), self.dimension), np.float32)
        none = np.zeros(len(words), bool)
        start = Embedding(words, matrix, found=none, common=none)
        read = read_words(start, task.texts, task.text)
        return Design(read, trainable=True, from_scratch=True)
