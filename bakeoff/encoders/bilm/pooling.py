"""A layer for fine-tuning: the LSTMs of a biLM, each layer pooled over each text."""

from typing import Any

import keras
import tensorflow as tf

from bakeoff.core.features import POOLS
from bakeoff.encoders.bilm.bilstm import BiLstm
from bakeoff.encoders.bilm.options import Lstm


@keras.saving.register_keras_serializable("bakeoff")
class ContextualPooling(keras.layers.Layer):  # type: ignore[misc]
    """The LSTMs of a biLM, trainable; each layer is normalised and pooled: see `BiLstm.pool`.

    Call arguments:
        vectors: (batch, length, outputs) float32, of words.
        real: (batch, length) bool, true for words and false for padding.

    Returns:
        (batch, layers, 3 * 2 * outputs) float32; zeros for a text without words.
    """

    def __init__(self, options: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.options = Lstm.model_validate(options)
        self.lstms = BiLstm(self.options)
        shape = (2, self.options.projection_dim)
        self.marks = self.add_weight(shape, "zeros", trainable=False, name="marks")
        self.built = True

    def call(self, vectors: tf.Tensor, real: tf.Tensor) -> tf.Tensor:
        """Read the texts forward and backward."""
        lengths = tf.reduce_sum(tf.cast(real, tf.int32), axis=1)
        states = self.lstms.states_after_marks(self.marks.value, tf.size(lengths))
        return self.lstms.pool(tf.boolean_mask(vectors, real), lengths, states)

    def compute_output_spec(self, vectors: Any, real: Any) -> Any:
        """Give the shape."""
        width = POOLS * 2 * self.options.projection_dim
        shape = (vectors.shape[0], self.options.n_layers + 1, width)
        return keras.KerasTensor(shape, dtype="float32")

    def get_config(self) -> dict[str, Any]:
        """Return all that rebuilds the layer."""
        return {**super().get_config(), "options": self.options.model_dump()}
