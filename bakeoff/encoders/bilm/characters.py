"""Words as characters: 50 codes per word, as in bilm-tf.

A word is a mark of its start, its UTF-8 bytes, a mark of its end, and padding. A sentence's start
and end are words of one character that no text can hold. Every code is the character's number plus
one, because 0 stands for no word at all.
"""

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

CODES = 262  # 256 bytes, 5 marks, and 0
SENTENCE_BEGIN, SENTENCE_END, WORD_BEGIN, WORD_END, PADDING = (code + 1 for code in range(256, 261))


def word_codes(words: list[str], length: int = 50) -> NDArray[np.int32]:
    """Code words by their characters, (words, length) int32; a long word is cut."""
    codes = np.full((len(words), length), PADDING, np.int32)
    codes[:, 0] = WORD_BEGIN
    for row, word in zip(codes, words, strict=True):
        content = word.encode("utf-8", "ignore")[: length - 2]
        end = len(content) + 1
        row[1:end] = np.frombuffer(content, np.uint8)
        row[1:end] += 1
        row[end] = WORD_END
    return codes


def boundary_codes(length: int = 50) -> NDArray[np.int32]:
    """Code the start and the end of a sentence: (2, length) int32."""
    codes = np.full((2, length), PADDING, np.int32)
    codes[:, 0] = WORD_BEGIN
    codes[:, 1] = SENTENCE_BEGIN, SENTENCE_END
    codes[:, 2] = WORD_END
    return codes


def word_codes_in_graph(words: tf.Tensor, length: int = 50) -> tf.Tensor:
    """Code a tensor of strings as `word_codes` does, in a TensorFlow graph."""
    inner = length - 2
    content = tf.io.decode_raw(words, tf.uint8, fixed_length=inner + inner % 2)[:, :inner]
    size = tf.minimum(tf.strings.length(words), inner)[:, None]
    place = tf.range(length)[None]
    shifted = tf.pad(tf.cast(content, tf.int32) + 1, [[0, 0], [1, 1]])
    codes = tf.where(place <= size, shifted, PADDING)
    codes = tf.where(place == 0, WORD_BEGIN, codes)
    return tf.where(place == size + 1, WORD_END, codes)
