"""Keras layers of our own: from strings to ids, embedding, and pooling over real tokens.

Import this module before `keras.saving.load_model` reads a saved classifier: it registers them.
"""

from typing import Any

import keras
import tensorflow as tf

from bakeoff.texts.tokens import PADDING, UNKNOWN, join_separators

register = keras.saving.register_keras_serializable("bakeoff")


@register
class TextToIds(keras.layers.Layer):  # type: ignore[misc]
    """Cut texts into tokens and look their rows up, as `bakeoff.texts.tokens` does.

    Args:
        words: all words, row 0 padding, row 1 unknown. They are saved with the layer.
        lower: whether to fold case.
        separators: pattern (RE2) of what stands between tokens.
        symbols: pattern of characters that are tokens of their own.
        max_length: tokens kept of a text, or None for all.
        pad_to: length that every row is filled or cut to, or None for the longest of the batch.

    Call arguments:
        texts: (batch,) strings.

    Returns:
        (batch, length) int32, padding after the tokens.
    """

    def __init__(
        self,
        words: list[str],
        lower: bool,
        separators: str,
        symbols: str,
        max_length: int | None = None,
        pad_to: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.settings = {
            "words": list(words),
            "lower": lower,
            "separators": separators,
            "symbols": symbols,
            "max_length": max_length,
            "pad_to": pad_to,
        }
        self.lower, self.separators, self.symbols = lower, join_separators(separators), symbols
        self.max_length, self.pad_to = max_length, pad_to
        rows = tf.range(UNKNOWN + 1, len(words), dtype=tf.int32)
        self.table = tf.lookup.StaticHashTable(
            tf.lookup.KeyValueTensorInitializer(words[UNKNOWN + 1 :], rows), UNKNOWN
        )

    def call(self, texts: Any) -> Any:
        """Look up the rows of the tokens of each text."""
        texts = tf.strings.regex_replace(texts, self.separators, " ")
        texts = tf.strings.regex_replace(texts, self.symbols, r" \1 ")
        if self.lower:
            texts = tf.strings.lower(texts, encoding="utf-8")
        tokens = tf.strings.split(texts, " ")
        tokens = tf.ragged.boolean_mask(tokens, tf.not_equal(tokens, ""))
        if self.max_length is not None:
            tokens = tokens[:, : self.max_length]
        ids = tokens.with_flat_values(self.table.lookup(tokens.flat_values))
        return ids.to_tensor(PADDING, shape=(None, self.pad_to))

    def compute_output_spec(self, texts: Any) -> Any:
        """Give the shape without running: the graph of strings is TensorFlow's alone."""
        return keras.KerasTensor((texts.shape[0], self.pad_to), dtype="int32")

    def get_config(self) -> dict[str, Any]:
        """Return all that rebuilds the layer, the words included."""
        return {**super().get_config(), **self.settings}


@register
class TokenEmbedding(keras.layers.Embedding):  # type: ignore[misc]
    """An embedding whose padding is zero, also after training."""

    def call(self, ids: Any) -> Any:
        """Look up (batch, length) ids: (batch, length, dimension)."""
        real = keras.ops.cast(keras.ops.not_equal(ids, PADDING), self.compute_dtype)
        return super().call(ids) * keras.ops.expand_dims(real, -1)


@register
class MaskedPooling(keras.layers.Layer):  # type: ignore[misc]
    """Pool over the real tokens of each text: mean, max or min of each feature.

    So a text's result does not depend on how much padding its neighbours in a batch ask for. A
    text of no token gives zeros.

    Args:
        kinds: any of "mean", "max", "min", joined in this order.
    """

    def __init__(self, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kinds = list(kinds)

    def call(self, features: Any, ids: Any) -> Any:
        """Pool (batch, length, n) features at the places where (batch, length) ids are real."""
        real = keras.ops.expand_dims(keras.ops.not_equal(ids, PADDING), -1)
        count = keras.ops.sum(keras.ops.cast(real, features.dtype), axis=1)
        pooled = []
        for kind in self.kinds:
            if kind == "mean":
                total = keras.ops.sum(keras.ops.where(real, features, 0.0), axis=1)
                pooled.append(total / keras.ops.maximum(count, 1.0))
            else:
                sign = 1.0 if kind == "max" else -1.0
                top = keras.ops.max(keras.ops.where(real, sign * features, -1e9), axis=1)
                pooled.append(keras.ops.where(count > 0, sign * top, 0.0))
        return keras.ops.concatenate(pooled, axis=-1)

    def compute_output_spec(self, features: Any, ids: Any) -> Any:
        """Give the shape: one number a feature and kind."""
        shape = (features.shape[0], len(self.kinds) * features.shape[-1])
        return keras.KerasTensor(shape, dtype=features.dtype)

    def get_config(self) -> dict[str, Any]:
        """Return all that rebuilds the layer."""
        return {**super().get_config(), "kinds": self.kinds}
