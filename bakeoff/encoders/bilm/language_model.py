"""What a biLM is trained to predict, the next and the previous word; its loss and perplexity."""

from collections.abc import Sequence
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from bakeoff.encoders.bilm.bilm import Bilm
from bakeoff.encoders.bilm.characters import boundary_codes, word_codes
from bakeoff.encoders.bilm.corpus import BEGIN, END, MARKS

UNKNOWN, MARK = 0, 1  # the classes of a rare word, and of either end of a sentence
LOGITS_AT_ONCE = 1 << 25  # numbers, 128 MB


class LanguageModel(keras.layers.Layer):  # type: ignore[misc]
    """A biLM with the softmax over a vocabulary that both of its directions share.

    Args:
        words: all words of the text, most frequent first.
        vocabulary: how many of them are classes of their own; the others are one class.
        samples: words drawn per batch in place of the whole vocabulary (sampled softmax, Jean et
            al. 2015, arXiv:1412.2007; log-uniform by frequency, as bilm-tf does), or None for all.
    """

    def __init__(
        self, bilm: Bilm, words: Sequence[str], vocabulary: int, samples: int | None
    ) -> None:
        super().__init__()
        length = bilm.options.char_cnn.max_characters_per_token
        codes = np.concatenate([boundary_codes(length), word_codes(list(words), length)])
        self.codes = tf.constant(codes.astype(np.uint16))
        self.bilm, self.samples = bilm, samples
        self.classes = min(vocabulary, len(words)) + MARKS
        width = bilm.options.lstm.projection_dim
        self.softmax = self.add_weight((self.classes, width), "truncated_normal", name="softmax")
        self.softmax.assign(self.softmax / tf.sqrt(float(width)) / 0.05)
        self.bias = self.add_weight((self.classes,), "zeros", name="bias")

    def loss(self, ids: tf.Tensor, lengths: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
        """Average both directions' negative log-likelihood, in nats per word.

        `ids` are flat sentences with their marks; `seed` (2,) int32 is for the draw of words.
        """
        losses = [
            tf.reduce_mean(self._loss_per_word(hidden, targets, seed + number))
            for number, (hidden, targets) in enumerate(self.predict(ids, lengths))
        ]
        return tf.add_n(losses) / 2.0

    def predict(self, ids: tf.Tensor, lengths: tf.Tensor) -> list[tuple[tf.Tensor, tf.Tensor]]:
        """Give the top layer where it predicts, and the class to predict, for each direction."""
        distinct, place = tf.unique(ids)
        codes = tf.cast(tf.gather(self.codes, distinct), tf.int32)
        vectors = tf.gather(self.bilm.word_vectors(codes), place)
        states = self.bilm.lstms.zero_states(tf.shape(lengths)[0])
        layers, _ = self.bilm.lstms(vectors, lengths, states)
        classes = self.class_of(ids)
        forward, backward = tf.split(layers[:, -1], 2, axis=1)
        places = tf.where(ids != END)[:, 0]
        back_places = tf.where(ids != BEGIN)[:, 0]
        return [
            (tf.gather(forward, places), tf.gather(classes, places + 1)),
            (tf.gather(backward, back_places), tf.gather(classes, back_places - 1)),
        ]

    def class_of(self, ids: Any) -> tf.Tensor:
        """Give the class of each word: its number, unless it is a mark or rare."""
        classes = tf.where(ids < self.classes, ids, UNKNOWN)
        return tf.where(ids < MARKS, MARK, classes)

    def _loss_per_word(self, hidden: tf.Tensor, targets: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
        if self.samples is None or self.samples >= self.classes:
            return self.nll(hidden, targets)
        drawn, expected = _draw_by_rank(self.classes, self.samples, seed)
        return tf.nn.sampled_softmax_loss(
            weights=self.softmax.value,
            biases=self.bias.value,
            labels=targets[:, None],
            inputs=hidden,
            num_sampled=self.samples,
            num_classes=self.classes,
            sampled_values=(drawn, expected(targets)[:, None], expected(drawn)),
        )

    def nll(self, hidden: tf.Tensor, targets: tf.Tensor) -> tf.Tensor:
        """Give the negative log-likelihood of each word, by the whole softmax: (n,) nats."""
        logits = tf.matmul(hidden, self.softmax, transpose_b=True) + self.bias
        return tf.nn.sparse_softmax_cross_entropy_with_logits(labels=targets, logits=logits)


def _draw_by_rank(classes: int, count: int, seed: tf.Tensor) -> tuple[tf.Tensor, Any]:
    """Draw classes with probability log((rank + 2) / (rank + 1)) / log(classes + 1).

    Returns:
        (count,) int64 classes; a function from classes to their expected number among them.
    """
    uniform = tf.random.stateless_uniform((count,), seed)
    ranks = tf.exp(uniform * tf.math.log(classes + 1.0)) - 1.0
    drawn = tf.minimum(tf.cast(ranks, tf.int64), classes - 1)

    def expected(numbers: tf.Tensor) -> tf.Tensor:
        rank = tf.cast(numbers, tf.float32)
        return count * tf.math.log1p(1.0 / (rank + 1.0)) / tf.math.log(classes + 1.0)

    return drawn, expected


def unigram_perplexity(
    train: NDArray[np.int32], held_out: NDArray[np.int32], classes: int
) -> float:
    """Give the perplexity of held-out classes by their frequency in training, plus one.

    A model without context reaches this; a language model must be well below it.
    """
    counts = np.bincount(train, minlength=classes) + 1.0
    return float(np.exp(-np.mean(np.log(counts / counts.sum())[held_out])))
