"""A frozen biLM: from texts to the mean of each layer over their tokens."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from bakeoff.encoders.bilm.bilm import Bilm
from bakeoff.encoders.bilm.characters import word_codes
from bakeoff.encoders.bilm.weights import load_bilm

WORDS_AT_ONCE = 256  # through the character CNN, whose windows take 200 KB per word at full size
MOST_WORDS = 65_536  # vectors kept for words that occur again; at full size 128 MB


class WordVectors:
    """The vector of each distinct word: computed once, kept as long as there is room."""

    def __init__(self, bilm: Bilm) -> None:
        """Start with no word known."""
        self._length = bilm.options.char_cnn.max_characters_per_token
        self._run = tf.function(
            bilm.word_vectors, input_signature=[tf.TensorSpec((None, self._length), tf.int32)]
        )
        self._row_of: dict[str, int] = {}
        self._vectors = np.zeros((0, bilm.options.lstm.projection_dim), np.float32)

    def __call__(self, words: list[str]) -> NDArray[np.float32]:
        """Give the vectors (words, outputs) of words, which may repeat."""
        if len(self._row_of) > MOST_WORDS:
            self._row_of, self._vectors = {}, self._vectors[:0]
        new = [word for word in dict.fromkeys(words) if word not in self._row_of]
        new.sort(key=lambda word: len(word.encode("utf-8", "ignore")))  # alike in length, see CNN
        vectors = [self._vectors]
        for start in range(0, len(new), WORDS_AT_ONCE):
            codes = word_codes(new[start : start + WORDS_AT_ONCE], self._length)
            vectors.append(self._run(codes).numpy())
        known = len(self._row_of)
        self._row_of |= {word: known + row for row, word in enumerate(new)}
        self._vectors = np.concatenate(vectors)
        return self._vectors[[self._row_of[word] for word in words]]


class BilmEncoder:
    """A biLM from options.json and weights.hdf5, frozen.

    Attributes:
        layers: the word's own, and each LSTM layer.
        width: numbers per layer.
    """

    def __init__(
        self, folder: Path, *, split: Callable[[str], list[str]], matmul: str = "float32"
    ) -> None:
        """Load the weights; `matmul` is the dtype of the LSTMs' matrix products."""
        bilm = load_bilm(folder, matmul)
        self.layers, self.width = bilm.options.layers, bilm.options.width
        self._split = split
        self._word_vectors = WordVectors(bilm)
        signature = [
            tf.TensorSpec((None, self.width // 2), tf.float32),
            tf.TensorSpec((None,), tf.int32),
        ]
        self._means = tf.function(bilm.means, input_signature=signature)
        self._layers = tf.function(bilm, input_signature=signature)

    def length(self, text: str) -> int:
        """Count the tokens of a text."""
        return len(self._split(text))

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Encode a batch; see `Encoder`."""
        means: NDArray[np.float32] = self._means(*self._read(texts)).numpy()
        return means

    def encode_tokens(self, texts: list[str]) -> list[NDArray[np.float32]]:
        """Give the layers of every token: for each text (tokens, layers, width)."""
        vectors, lengths = self._read(texts)
        layers = self._layers(vectors, lengths).numpy()
        ends = np.cumsum(lengths)
        return [layers[end - length : end] for end, length in zip(ends, lengths, strict=True)]

    def _read(self, texts: list[str]) -> tuple[NDArray[np.float32], NDArray[np.int32]]:
        """Give the vectors of all words, text after text, and the number of words per text."""
        split = [self._split(text) for text in texts]
        lengths = np.array([len(tokens) for tokens in split], np.int32)
        return self._word_vectors([token for tokens in split for token in tokens]), lengths

    def skip(self, texts: list[str]) -> None:
        """Compute the vectors of a batch's words, as `encode` does.

        On some CPUs the last bits of a word's vector depend on the words that go through the CNN
        with it.
        """
        self._word_vectors([token for text in texts for token in self._split(text)])
