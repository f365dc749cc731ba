"""Our own biLM as an encoder: frozen, from texts to the layers of their tokens."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from bakeoff.elmo.bilm import Bilm
from bakeoff.elmo.characters import word_codes
from bakeoff.elmo.encoded import Encoded
from bakeoff.elmo.weights import load_bilm

WORDS_AT_ONCE = 256  # through the character CNN, whose windows take 200 KB a word at full size
MOST_WORDS = 65_536  # vectors kept for words that come again; at full size 128 MB


class WordVectors:
    """The vector of each distinct word: made once, kept as long as there is room."""

    def __init__(self, bilm: Bilm) -> None:
        """Start with no word known."""
        self._length = bilm.options.char_cnn.max_characters_per_token
        self._run = tf.function(
            bilm.word_vectors, input_signature=[tf.TensorSpec((None, self._length), tf.int32)]
        )
        self._row_of: dict[str, int] = {}
        self._vectors = np.zeros((0, bilm.options.lstm.projection_dim), np.float32)

    def __call__(self, words: list[str]) -> NDArray[np.float32]:
        """Give the vectors (words, outputs) of words, of which some may be the same."""
        if len(self._row_of) > MOST_WORDS:
            self._row_of, self._vectors = {}, self._vectors[:0]
        new = [word for word in dict.fromkeys(words) if word not in self._row_of]
        new.sort(key=lambda word: len(word.encode("utf-8", "ignore")))  # alike in length, see CNN
        made = [self._vectors]
        for start in range(0, len(new), WORDS_AT_ONCE):
            codes = word_codes(new[start : start + WORDS_AT_ONCE], self._length)
            made.append(self._run(codes).numpy())
        known = len(self._row_of)
        self._row_of |= {word: known + row for row, word in enumerate(new)}
        self._vectors = np.concatenate(made)
        return self._vectors[[self._row_of[word] for word in words]]


class BilmEncoder:
    """A biLM from options.json and weights.hdf5, frozen.

    Args:
        folder: of the two files.
        split: from a text to its tokens.
        matmul: "float32" or "bfloat16": of the LSTMs' matrix products.

    Attributes:
        layers: of a token: its word's own, and the LSTM layers.
        width: numbers a layer.
    """

    def __init__(
        self, folder: Path, *, split: Callable[[str], list[str]], matmul: str = "float32"
    ) -> None:
        """Load the weights."""
        bilm = load_bilm(folder, matmul)
        self.layers, self.width = bilm.options.layers, bilm.options.width
        self._split = split
        self._word_vectors = WordVectors(bilm)
        signature = [
            tf.TensorSpec((None, self.width // 2), tf.float32),
            tf.TensorSpec((None,), tf.int32),
        ]
        self._means = tf.function(bilm.means, input_signature=signature)
        self._tokens = tf.function(bilm, input_signature=signature)

    def length(self, text: str) -> int:
        """Count the tokens of a text."""
        return len(self._split(text))

    def encode(self, texts: list[str], *, keep_tokens: bool = False) -> Encoded:
        """Encode texts as one batch; each as if it stood alone.

        Args:
            texts: raw.
            keep_tokens: also give the layers of every token.
        """
        tokens = [self._split(text) for text in texts]
        lengths = np.array([len(its) for its in tokens], np.int64)
        vectors = self._word_vectors([token for its in tokens for token in its])
        if keep_tokens:
            layers = self._tokens(vectors, lengths.astype(np.int32)).numpy()
            return Encoded(mean_of_each(layers, lengths), layers, lengths)
        return Encoded(self._means(vectors, lengths.astype(np.int32)).numpy(), None, lengths)

    def skip(self, texts: list[str]) -> None:
        """Make the vectors of a batch's words, as `encode` does.

        With which others a word goes through the CNN decides the last bits on some CPUs.
        """
        self._word_vectors([token for text in texts for token in self._split(text)])


def mean_of_each(tokens: NDArray[np.float32], lengths: NDArray[np.int64]) -> NDArray[np.float32]:
    """Average flat tokens (sum of lengths, ...) over each text; no token gives zeros."""
    means = np.zeros((len(lengths), *tokens.shape[1:]), np.float32)
    some = np.flatnonzero(lengths)
    if len(some):
        starts = (np.cumsum(lengths) - lengths)[some]
        shape = (-1,) + (1,) * (tokens.ndim - 1)
        means[some] = np.add.reduceat(tokens, starts) / lengths[some].reshape(shape)
    return means
