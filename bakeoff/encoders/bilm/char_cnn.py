"""From the characters of a word to its vector: Kim et al. 2016 (arXiv:1508.06615), as in ELMo."""

from typing import Any

import keras
import tensorflow as tf

from bakeoff.encoders.bilm.characters import CODES, PADDING
from bakeoff.encoders.bilm.options import CharCnn

ACTIVATIONS = {"relu": tf.nn.relu, "tanh": tf.tanh}


@keras.saving.register_keras_serializable("bakeoff")
class CharacterCnn(keras.layers.Layer):  # type: ignore[misc]
    """Convolutions over a word's characters, their maxima, highway layers, a projection.

    A highway layer gives carry * relu(x W_transform + b_transform) + (1 - carry) * x, where carry
    is sigmoid(x W_carry + b_carry). Without a projection if there are as many filters as outputs.

    Call arguments:
        codes: (words, characters) int32, from `word_codes`, possibly cut by `cut_padding`.

    Returns:
        (words, outputs) float32.
    """

    def __init__(
        self, options: CharCnn, outputs: int, initializer: str = "glorot_uniform", **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.activation = ACTIVATIONS[options.activation]
        dimension = options.embedding.dim
        self.table = self.add_weight((CODES - 1, dimension), "uniform", name="characters")
        self.filters = [
            self.add_weight((width, dimension, count), initializer, name=f"filters_{width}")
            for width, count in options.filters
        ]
        counts = [count for _, count in options.filters]
        self.filter_biases = [self.add_weight((count,), "zeros", name="bias") for count in counts]
        self.widest = max(width for width, _ in options.filters)
        total = sum(counts)
        self.highways = [
            {
                "W_carry": self.add_weight((total, total), initializer, name="carry"),
                "b_carry": self.add_weight((total,), _mostly_carried, name="carry_bias"),
                "W_transform": self.add_weight((total, total), initializer, name="transform"),
                "b_transform": self.add_weight((total,), "zeros", name="transform_bias"),
            }
            for _ in range(options.n_highway)
        ]
        self.projection = None
        if total != outputs:
            self.projection = self.add_weight((total, outputs), initializer, name="projection")
            self.projection_bias = self.add_weight((outputs,), "zeros", name="projection_bias")

    def call(self, codes: tf.Tensor) -> tf.Tensor:
        """Give each word's vector."""
        characters = tf.gather(self.table.value, codes - 1)
        maxima = []
        for filters, bias in zip(self.filters, self.filter_biases, strict=True):
            windows = tf.nn.conv1d(characters, filters.value, 1, "VALID")
            maxima.append(self.activation(tf.reduce_max(windows, axis=1) + bias))
        x = tf.concat(maxima, axis=1)
        for highway in self.highways:
            carry = tf.sigmoid(tf.matmul(x, highway["W_carry"]) + highway["b_carry"])
            changed = tf.nn.relu(tf.matmul(x, highway["W_transform"]) + highway["b_transform"])
            x = carry * changed + (1.0 - carry) * x
        if self.projection is None:
            return x
        return tf.matmul(x, self.projection) + self.projection_bias


def _mostly_carried(shape: Any, dtype: Any = None) -> tf.Tensor:
    """Start a highway so that most of its input passes through, as Kim et al. do."""
    return tf.fill(shape, tf.cast(-2.0, dtype or tf.float32))


def cut_padding(codes: tf.Tensor, widest: int) -> tf.Tensor:
    """Cut columns that hold only windows of padding, except for one such window of each width."""
    used = tf.reduce_sum(tf.cast(codes != PADDING, tf.int32), axis=1)
    return codes[:, : tf.maximum(tf.reduce_max(used), 0) + widest]
