"""A frozen biLM: from texts to each layer, pooled over their tokens."""

from collections.abc import Callable
from itertools import chain, islice
from pathlib import Path

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from bakeoff.core.features import POOLS, Pooling
from bakeoff.encoders.base.batches import padded_length
from bakeoff.encoders.base.pooling import pool_tokens
from bakeoff.encoders.bilm.bilm import Bilm
from bakeoff.encoders.bilm.characters import PADDING, word_codes
from bakeoff.encoders.bilm.weights import load_bilm

WORDS_AT_ONCE = 240  # through the character CNN, whose windows take 200 KB per word at full size
WORD_LENGTHS = (8, 16, 32)  # codes that words are padded to, or else to the longest possible
MOST_WORDS = 65_536  # vectors kept for words that occur again; at full size 128 MB


class WordVectors:
    """The vector of each distinct word: computed once, kept as long as there is room.

    Words go through the CNN in batches of one size and word length, so that the bytes of a word do
    not depend on the other words.
    """

    def __init__(self, bilm: Bilm) -> None:
        """Start with no word known."""
        self._length = bilm.options.char_cnn.max_characters_per_token
        self._widest = bilm.characters.widest
        signature = [tf.TensorSpec((WORDS_AT_ONCE, None), tf.int32)]
        self._run = tf.function(bilm.characters, signature, autograph=False)
        self._row_of: dict[str, int] = {}
        self._vectors = np.zeros((0, bilm.options.lstm.projection_dim), np.float32)

    def __call__(self, words: list[str]) -> NDArray[np.float32]:
        """Give the vectors (words, outputs) of words, which may repeat."""
        if len(self._row_of) > MOST_WORDS:
            self._row_of, self._vectors = {}, self._vectors[:0]
        new = [word for word in dict.fromkeys(words) if word not in self._row_of]
        if new:
            known = len(self._row_of)
            self._row_of |= {word: known + row for row, word in enumerate(new)}
            self._vectors = np.concatenate([self._vectors, self._compute(new)])
        return self._vectors[[self._row_of[word] for word in words]]

    def _compute(self, words: list[str]) -> NDArray[np.float32]:
        """Run words through the CNN, those padded to one length together."""
        codes = word_codes(words, self._length)
        used = (codes != PADDING).sum(axis=1)
        lengths = np.array([*(n for n in WORD_LENGTHS if n < self._length), self._length])
        padded = lengths[np.searchsorted(lengths, used)]
        vectors = np.empty((len(words), self._vectors.shape[1]), np.float32)
        for length in np.unique(padded):
            rows = np.flatnonzero(padded == length)
            for start in range(0, len(rows), WORDS_AT_ONCE):
                some = rows[start : start + WORDS_AT_ONCE]
                cut = codes[np.resize(some, WORDS_AT_ONCE), : length + self._widest]
                vectors[some] = self._run(cut).numpy()[: len(some)]
        return vectors


class BilmEncoder:
    """A biLM from options.json and weights.hdf5, frozen.

    Attributes:
        layers: the word's own, and each LSTM layer.
        width: numbers per layer, pooled.
        pooling: how.
    """

    def __init__(
        self, folder: Path, *, split: Callable[[str], list[str]], matmul: str = "float32"
    ) -> None:
        """Load the weights; `matmul` is the dtype of the LSTMs' matrix products."""
        bilm = load_bilm(folder, matmul)
        self.layers, self.width = bilm.options.layers, POOLS * bilm.options.width
        self.pooling: list[Pooling] = ["mean_max_min"] * self.layers
        self._split = split
        self._word_vectors = WordVectors(bilm)
        signature = [
            tf.TensorSpec((None, bilm.options.lstm.projection_dim), tf.float32),
            tf.TensorSpec((None,), tf.int32),
        ]
        states = bilm.lstms.states_after_marks(bilm.marks(), 1)
        self._padded = tf.function(
            lambda vectors, lengths: bilm.lstms.padded(vectors, lengths, states),
            signature,
            autograph=False,
        )
        self._layers = tf.function(bilm, signature, autograph=False)

    def length(self, text: str) -> int:
        """Count the tokens of a text."""
        return len(self._split(text))

    def form(self, length: int) -> int:
        """Pad to one of a few lengths; no step of a batch depends on how many steps there are."""
        return padded_length(length)

    def prepare(self, texts: list[str]) -> None:
        """Compute the vectors of all words, as far as there is room."""
        words = dict.fromkeys(chain.from_iterable(map(self._split, texts)))
        self._word_vectors(list(islice(words, MOST_WORDS)))

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Encode a batch; see `Encoder`."""
        vectors, lengths = self._read(texts)
        features = np.empty((len(texts), self.layers, self.width), np.float32)
        for number, layer in enumerate(self._padded(vectors, lengths)):
            tokens = layer.numpy().swapaxes(0, 1)
            features[:, number] = pool_tokens(tokens, lengths, self.width // POOLS)
        return features

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
