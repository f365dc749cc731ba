"""What a network reads: words of texts, features of frozen encoders, or both."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.rounds import Round
from bakeoff.core.table import Rows
from bakeoff.models.fit.train.pooled import pool_words
from bakeoff.models.fit.train.words import Words, draw_matrix, shuffle_vectors

WORDS = "words"  # the name of pooled words among constant inputs


@dataclass(frozen=True)
class Design:
    """What a network is built from.

    Attributes:
        words: of all texts, with the matrix to start from; None if only features are read.
        trainable: whether training changes the matrix.
        from_scratch: draw the matrix anew from each round's seed.
        shuffled: assign its vectors to other words, anew in each round.
        encoders: by name, (n, layers, width) features of all texts.
    """

    words: Words | None
    trainable: bool = False
    from_scratch: bool = False
    shuffled: bool = False
    encoders: dict[str, NDArray[Any]] = field(default_factory=dict)

    def matrix(self, texts: Rows, seed: int) -> NDArray[np.float32]:
        """Give the matrix that a round starts from.

        Args:
            texts: whose words the round knows.
            seed: of the round.
        """
        if self.words is None:
            raise ValueError("expected a design that reads words")
        embedding = self.words.embedding
        if self.from_scratch:
            return draw_matrix(embedding.words, embedding.matrix.shape[1], seed)
        if self.shuffled:
            return shuffle_vectors(embedding, self.words.known(texts), seed).matrix
        return embedding.matrix

    def constants(self, spec: Round) -> dict[str, NDArray[Any]]:
        """Give the inputs of a round in which no vector changes: features, and pooled words."""
        values: dict[str, NDArray[Any]] = dict(self.encoders)
        if self.words is not None:
            matrix = self.matrix(spec.unlabelled, spec.seed or 0)
            values[WORDS] = pool_words(
                self.words.tokens, self.words.row_map(spec.unlabelled), matrix
            )
        return values

    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Give the shape of a text's constant inputs, by name."""
        shapes: dict[str, tuple[int, ...]] = {
            name: values.shape[1:] for name, values in self.encoders.items()
        }
        if self.words is not None:
            shapes[WORDS] = (3 * self.words.embedding.matrix.shape[1],)
        return shapes
