"""Encode a text as the mean of its tokens' vectors: model2vec, WordLlama and others."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from bakeoff.core.features import Pooling
from bakeoff.encoders.base.sentences import normalize_rows
from bakeoff.encoders.static.matrix import TokenMatrix
from bakeoff.encoders.static.splitting import Splitter


class StaticEncoder:
    """The mean of token vectors.

    Attributes:
        layers: one.
        width: of the vectors.
        pooling: one vector per text.
    """

    layers = 1

    def __init__(self, matrix: TokenMatrix, splitter: Splitter, *, normalize: bool) -> None:
        """Start without texts; `normalize` scales the vector of each text to length 1."""
        self.width = matrix.vectors.shape[1]
        self.pooling: list[Pooling] = ["text"]
        self._matrix, self._splitter, self._normalize = matrix, splitter, normalize
        self.prepare([])

    def prepare(self, texts: list[str]) -> None:
        """Split the texts, and warn of those that are cut."""
        ids, ends = self._splitter.split(texts)
        self._row_of = {text: row for row, text in enumerate(texts)}
        self._counts: list[int] = np.diff(ends).tolist()
        shape = len(texts), len(self._matrix.vectors)
        self._tokens = csr_array((np.ones(len(ids), np.int8), ids, ends), shape)

    def length(self, text: str) -> int:
        """Count the tokens of a text."""
        row = self._rows([text])[0]  # before the counts are read: it may split the text
        return self._counts[row]

    def form(self, length: int) -> int:
        """Pad nothing: a text is added up by itself."""
        return 0

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Encode texts; see `Encoder`. The vectors of a text are added in their order."""
        tokens = self._tokens[self._rows(texts)]
        counts = np.maximum(np.diff(tokens.indptr), 1).astype(np.float32)
        vectors = self._round((tokens @ self._matrix.vectors) / counts[:, None])
        if self._normalize:
            vectors = self._round(normalize_rows(vectors))
        return vectors[:, None]

    def _rows(self, texts: list[str]) -> list[int]:
        """Give the rows of texts; split these first, unless all of them are known."""
        try:
            return [self._row_of[text] for text in texts]
        except KeyError:
            self.prepare(texts)
            return [self._row_of[text] for text in texts]

    def _round(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Round as model2vec does, to the type of its matrix."""
        if not self._matrix.half:
            return vectors
        return vectors.astype(np.float16).astype(np.float32)
