"""The layer that reads raw strings: it cuts them into tokens and looks up their rows."""

import unicodedata
from typing import Any

import keras
import tensorflow as tf

from bakeoff.core.tokens import PADDING, UNKNOWN, join_separators

# Letters that TensorFlow lower-cases by the machine's language; Turkish makes an `ı` of the `I`.
LOCAL = ("I", "İ")


def row_of_forms(words: list[str]) -> dict[str, int]:
    """Give the row of each word, as composed characters (NFC) and as decomposed ones (NFD).

    Texts are NFC when a model is trained. A graph cannot normalise those that it meets.
    """
    row_of = {word: row for row, word in enumerate(words) if row >= UNKNOWN}
    forms = {unicodedata.normalize("NFD", word): row for word, row in row_of.items()}
    return {**forms, **row_of}


def lay_out(ids: Any, length: int | None) -> Any:
    """Pad ragged rows to a length, or to that of the longest; never to none: heads read one."""
    padded = ids.to_tensor(PADDING, shape=(None, length))
    missing = tf.cast(tf.equal(tf.shape(padded)[1], 0), tf.int32)
    return tf.pad(padded, [[0, 0], [0, missing]], constant_values=PADDING)


@keras.saving.register_keras_serializable("bakeoff")
class TextToIds(keras.layers.Layer):  # type: ignore[misc]
    """Cut texts into tokens and look their rows up, as `bakeoff.core.tokens` does.

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
        (batch, length) int32, padding after the tokens; a text without tokens is padding alone.
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
        rule = {"lower": lower, "separators": separators, "symbols": symbols}
        lengths = {"max_length": max_length, "pad_to": pad_to}
        self.settings = {"words": list(words), **rule, **lengths}
        self.lower, self.separators, self.symbols = lower, join_separators(separators), symbols
        self.max_length, self.pad_to = max_length, pad_to
        row_of = row_of_forms(words)
        self.table = tf.lookup.StaticHashTable(
            tf.lookup.KeyValueTensorInitializer([*row_of], tf.constant([*row_of.values()])), UNKNOWN
        )

    def call(self, texts: Any) -> Any:
        """Look up the rows of the tokens of each text."""
        texts = tf.strings.regex_replace(texts, self.separators, " ")
        texts = tf.strings.regex_replace(texts, self.symbols, r" \1 ")
        if self.lower:
            for letter in LOCAL:
                texts = tf.strings.regex_replace(texts, letter, letter.lower())
            texts = tf.strings.lower(texts, encoding="utf-8")
        tokens = tf.strings.split(texts, " ")
        tokens = tf.ragged.boolean_mask(tokens, tf.not_equal(tokens, ""))
        if self.max_length is not None:
            tokens = tokens[:, : self.max_length]
        ids = tokens.with_flat_values(self.table.lookup(tokens.flat_values))
        return lay_out(ids, self.pad_to)

    def compute_output_spec(self, texts: Any) -> Any:
        """Give the shape without running: the graph of strings is TensorFlow's alone."""
        return keras.KerasTensor((texts.shape[0], self.pad_to), dtype="int32")

    def get_config(self) -> dict[str, Any]:
        """Return all that rebuilds the layer, the words included."""
        return {**super().get_config(), **self.settings}
