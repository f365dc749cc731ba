"""A layer for fine-tuning: the LSTMs of a biLM, each layer pooled over each text."""

from typing import Any

import keras
import tensorflow as tf

from bakeoff.core.features import POOLS
from bakeoff.encoders.base.pooling import EPSILON
from bakeoff.encoders.bilm.bilstm import BiLstm
from bakeoff.encoders.bilm.options import Lstm


@keras.saving.register_keras_serializable("bakeoff")
class ContextualPooling(keras.layers.Layer):  # type: ignore[misc]
    """The LSTMs of a biLM, trainable; each layer is normalised and pooled: see `pool_packed`.

    Call arguments:
        vectors: (batch, length, outputs) float32, of words.
        real: (batch, length) bool, true for words and false for padding.

    Returns:
        (batch, layers, 3 * 2 * outputs) float32; zeros for a text without words.
    """

    def __init__(self, options: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.options = Lstm.model_validate(options)
        self.lstms = BiLstm(self.options, name="lstms")
        shape = (2, self.options.projection_dim)
        self.marks = self.add_weight(shape, "zeros", trainable=False, name="marks")
        self.built = True

    def call(self, vectors: tf.Tensor, real: tf.Tensor) -> tf.Tensor:
        """Read the texts forward and backward."""
        lengths = tf.reduce_sum(tf.cast(real, tf.int32), axis=1)
        states = self.lstms.states_after_marks(self.marks.value, tf.size(lengths))
        layers, packing, _ = self.lstms.run(tf.boolean_mask(vectors, real), lengths, states)
        layers[0] = tf.tile(layers[0], (1, 2))
        texts = tf.size(lengths)
        return tf.stack([pool_packed(layer, packing.text_of, texts) for layer in layers], axis=1)

    def compute_output_spec(self, vectors: Any, real: Any) -> Any:
        """Give the shape."""
        width = POOLS * 2 * self.options.projection_dim
        shape = (vectors.shape[0], self.options.n_layers + 1, width)
        return keras.KerasTensor(shape, dtype="float32")

    def get_config(self) -> dict[str, Any]:
        """Return all that rebuilds the layer."""
        return {**super().get_config(), "options": self.options.model_dump()}


def pool_packed(vectors: tf.Tensor, text_of: tf.Tensor, texts: tf.Tensor) -> tf.Tensor:
    """Compute `pool_tokens` in a graph with gradients.

    Args:
        vectors: (tokens, width) float32, a text's tokens in their order.
        text_of: (tokens,) int32, the number of each token's text.
        texts: how many.

    Returns:
        (texts, 3 * width) float32: means, maxima, minima; zeros for a text without tokens.
    """
    centred = vectors - tf.reduce_mean(vectors, axis=1, keepdims=True)
    variance = tf.reduce_mean(tf.square(centred), axis=1, keepdims=True)
    normalised = centred / tf.sqrt(variance + EPSILON)
    ones = tf.ones_like(text_of, tf.float32)
    counts = tf.math.unsorted_segment_sum(ones, text_of, texts)[:, None]
    total = tf.math.unsorted_segment_sum(normalised, text_of, texts)
    most = tf.math.unsorted_segment_max(normalised, text_of, texts)
    least = tf.math.unsorted_segment_min(normalised, text_of, texts)
    pooled = tf.concat([total / tf.maximum(counts, 1.0), most, least], axis=1)
    return tf.where(counts > 0, pooled, 0.0)
