"""The bidirectional language model of ELMo (Peters et al. 2018, N18-1202)."""

from typing import Any

import keras
import tensorflow as tf

from bakeoff.encoders.bilm.bilstm import BiLstm
from bakeoff.encoders.bilm.char_cnn import CharacterCnn, cut_padding
from bakeoff.encoders.bilm.characters import boundary_codes
from bakeoff.encoders.bilm.options import Options


class Bilm(keras.layers.Layer):  # type: ignore[misc]
    """From the characters of words to their vectors, and from those to vectors in context.

    Call arguments:
        vectors: (words, outputs) float32, from `word_vectors`; flat, text after text.
        lengths: (texts,) int32, words of each text.

    Returns:
        (words, layers, 2 * outputs) float32, see `BiLstm`. Each text is read by itself, between the
        marks of a sentence.
    """

    def __init__(
        self,
        options: Options,
        matmul: str = "float32",
        initializer: str = "glorot_uniform",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.options = options
        self.characters = CharacterCnn(options.char_cnn, options.lstm.projection_dim, initializer)
        self.lstms = BiLstm(options.lstm, matmul, initializer)

    def word_vectors(self, codes: tf.Tensor) -> tf.Tensor:
        """Give the vectors (words, outputs) of words from `word_codes`."""
        return self.characters(cut_padding(codes, self.characters.widest))

    def marks(self) -> tf.Tensor:
        """Give the vectors of a sentence's start and end: (2, outputs) float32."""
        length = self.options.char_cnn.max_characters_per_token
        return self.word_vectors(tf.constant(boundary_codes(length)))

    def call(self, vectors: tf.Tensor, lengths: tf.Tensor) -> tf.Tensor:
        """Give every layer of every word."""
        states = self.lstms.states_after_marks(self.marks(), tf.size(lengths))
        return self.lstms(vectors, lengths, states)[0]
