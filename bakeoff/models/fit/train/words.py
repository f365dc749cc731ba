"""The words of all texts as rows of a matrix, and what each round knows of them."""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bakeoff.core.embedding import Embedding, draw_by_word
from bakeoff.core.errors import BakeoffError
from bakeoff.core.rounds import Round
from bakeoff.core.table import Rows
from bakeoff.core.tokens import PADDING, RESERVED, UNKNOWN, Text
from bakeoff.core.vocabulary import count_rows, known_rows, number_tokens


class Ragged(NamedTuple):
    """Rows of a matrix that n texts read, one text after another.

    Attributes:
        flat: (tokens,) int32.
        lengths: (n,) tokens of each text.
    """

    flat: NDArray[np.int32]
    lengths: NDArray[np.int64]

    @classmethod
    def of(cls, tokens: list[list[int]]) -> Self:
        """Join the rows of each text."""
        lengths = np.array([len(text) for text in tokens], np.int64)
        return cls(np.fromiter(chain.from_iterable(tokens), np.int32, lengths.sum()), lengths)

    @property
    def longest(self) -> int:
        """Tokens of the longest text, or 1."""
        return max(int(self.lengths.max(initial=0)), 1)


@dataclass(frozen=True)
class Words:
    """The tokens of all n texts.

    Attributes:
        embedding: the words; its matrix is what a network starts from.
        tokens: of each text, rows of the matrix.
        rule: how texts are cut into tokens, and which words a round knows.
    """

    embedding: Embedding
    tokens: list[list[int]]
    rule: Text

    @cached_property
    def counts(self) -> sparse.csr_matrix:
        """How often each text holds each row."""
        return count_rows(self.tokens, len(self.embedding.words))

    @cached_property
    def ids(self) -> Ragged:
        """The rows, text after text: padded ones would grow with the longest text."""
        return Ragged.of(self.tokens)

    def known(self, texts: Rows) -> NDArray[np.bool_]:
        """Tell which rows are known from some texts, or from the file of vectors: (rows,).

        Raises:
            BakeoffError: no word is.
        """
        known = known_rows(
            self.counts,
            texts,
            min_count=self.rule.min_count,
            max_words=self.rule.max_words,
            common=self.embedding.shared,
        )
        if not known[len(RESERVED) :].any():
            raise BakeoffError(
                f"params.yaml: text.min_count: expected words that {len(texts)} training texts "
                f"hold {self.rule.min_count} times or more, got none; lower it, or add texts"
            )
        return known

    def row_map(self, texts: Rows) -> NDArray[np.int32]:
        """Give for each row the row that a round reads in its place: itself, or UNKNOWN."""
        rows = np.arange(len(self.embedding.words), dtype=np.int32)
        return np.where(self.known(texts), rows, np.int32(UNKNOWN))

    def compact(self, spec: Round) -> Embedding:
        """Drop the words that a round does not know, for a model that is saved."""
        rows = np.flatnonzero(self.known(spec.unlabelled))
        whole = self.embedding
        return Embedding(
            [whole.words[row] for row in rows],
            whole.matrix[rows],
            whole.found[rows],
            whole.common[rows],
            whole.subwords,
        )


def read_words(embedding: Embedding, texts: list[str], rule: Text) -> Words:
    """Cut texts into tokens and find the rows of their words."""
    tokenize = rule.tokenizer()
    tokens = [tokenize(text)[: rule.max_length] for text in texts]
    return Words(embedding, number_tokens(tokens, embedding.words), rule)


def draw_matrix(words: list[str], dimension: int, seed: int) -> NDArray[np.float32]:
    """Draw a matrix by word, uniform between -0.05 and 0.05 as Keras does; padding is zero."""
    matrix = (0.1 * draw_by_word(words, dimension, seed) - 0.05).astype(np.float32)
    matrix[PADDING] = 0
    return matrix


def shuffle_vectors(embedding: Embedding, known: NDArray[np.bool_], seed: int) -> Embedding:
    """Assign the vectors that a round knows to other words of it.

    What a model has over this control is what the vectors know of their words, not what their
    number and their spread are worth.
    """
    rows = np.flatnonzero(known & embedding.found)
    rows = rows[np.argsort([embedding.words[row] for row in rows], kind="stable")]
    matrix = embedding.matrix.copy()
    matrix[rows] = embedding.matrix[np.random.default_rng(seed).permutation(rows)]
    return replace(embedding, matrix=matrix)
