"""The study notebook's way to ELMo vectors: what its TensorFlow 1 module computes, in TensorFlow 2.

Batches of 60 in file order, each padded to its longest text. The characters of every word of the
padded batch go through the convolutions, repeated words and padding too; each LSTM layer takes as
many steps as the longest text is long, one matrix product over [input, state] a step, and texts
that have ended keep their state, as `dynamic_rnn` does. Every batch starts from zero states.
"""

from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from benchmarks.bilm.weights import (
    SENTENCE_END,
    SENTENCE_START,
    WORD_LENGTH,
    Floats,
    Model,
    lstm_name,
    read_model,
    run_side,
    spell,
)

BATCH = 60
# The widest convolution gives 180 kB a word; the words of a batch are cut here to bound that.
WORDS_AT_ONCE = 8192


class Encoder:
    """The network in two graphs: words from characters, and layers from words."""

    def __init__(self, model: Model) -> None:
        self.options, self.filters = model.options, model.filters
        arrays, names = model.arrays, list(model.arrays)
        # Popped one by one, so that no weight stands in memory twice.
        self.weights = {name: tf.Variable(arrays.pop(name), trainable=False) for name in names}
        characters = tf.TensorSpec((None, WORD_LENGTH), tf.int32)
        words = tf.TensorSpec((None, None, self.options["lstm"]["projection_dim"]), tf.float32)
        lengths = tf.TensorSpec((None,), tf.int32)
        self.embed = tf.function(self._embed, input_signature=[characters])
        self.means = tf.function(self._means, input_signature=[words, lengths])

    def embed_batch(self, texts: list[list[str]]) -> tuple[Any, Any]:
        """Give the words of a padded batch as vectors, and the texts' lengths with boundaries."""
        lengths = np.array([len(text) + 2 for text in texts], np.int32)
        ids = np.zeros((len(texts), lengths.max(), WORD_LENGTH), np.int32)
        for row, text in zip(ids, texts, strict=True):
            row[: len(text) + 2] = spell_text(text)
        flat = ids.reshape(-1, WORD_LENGTH)
        starts = range(0, len(flat), WORDS_AT_ONCE)
        words = tf.concat([self.embed(flat[i : i + WORDS_AT_ONCE]) for i in starts], 0)
        return tf.reshape(words, (*ids.shape[:2], -1)), lengths

    def _embed(self, ids: Any) -> Any:
        """(words, 50) character ids to (words, projection)."""
        weights, activation = self.weights, self.options["char_cnn"]["activation"]
        characters = tf.gather(weights["char_embed"], ids)[:, None]
        found = []
        for i, (width, _) in enumerate(self.filters):
            kernel, bias = weights[f"CNN/W_cnn_{i}"], weights[f"CNN/b_cnn_{i}"]
            spots = tf.nn.conv2d(characters, kernel, 1, "VALID") + bias
            best = tf.nn.max_pool2d(spots, (1, WORD_LENGTH - width + 1), 1, "VALID")
            found.append(getattr(tf.nn, activation)(best[:, 0, 0]))
        x = tf.concat(found, -1)
        for i in range(self.options["char_cnn"]["n_highway"]):
            carry, transform = (
                x @ weights[f"CNN_high_{i}/W_{gate}"] + weights[f"CNN_high_{i}/b_{gate}"]
                for gate in ("carry", "transform")
            )
            carry = tf.sigmoid(carry)
            x = carry * tf.nn.relu(transform) + (1 - carry) * x
        return x @ weights["CNN_proj/W_proj"] + weights["CNN_proj/b_proj"]

    def layers(self, words: Any, lengths: Any) -> Any:
        """(texts, length, projection) to (texts, 1 + LSTM layers, length, 2 * projection)."""
        layers = [[words, words]]
        for layer in range(self.options["lstm"]["n_layers"]):
            skip = layer and self.options["lstm"]["use_skip_connections"]
            outputs = []
            for direction, x in enumerate(layers[-1]):
                turned = tf.reverse_sequence(x, lengths, 1) if direction else x
                output = self._recur(turned, lengths, lstm_name(direction, layer))
                output = output + turned if skip else output
                outputs.append(tf.reverse_sequence(output, lengths, 1) if direction else output)
            layers.append(outputs)
        return tf.stack([tf.concat(pair, -1) for pair in layers], 1)

    def _means(self, words: Any, lengths: Any) -> Any:
        """Average the layers over each text's words; the boundaries are none."""
        layers = self.layers(words, lengths)[:, :, 1:-1]
        real = tf.sequence_mask(lengths - 2, dtype=tf.float32)[:, None, :, None]
        counts = tf.maximum(lengths - 2, 1)[:, None, None]
        return tf.reduce_sum(layers * real, 2) / tf.cast(counts, tf.float32)

    def _recur(self, inputs: Any, lengths: Any, name: str) -> Any:
        """Run one LSTM layer over padded texts; what comes after a text's end is zero."""
        kernel, bias = self.weights[f"{name}/W_0"], self.weights[f"{name}/B"]
        projection, options = self.weights[f"{name}/W_P_0"], self.options["lstm"]
        count, steps = tf.shape(inputs)[0], tf.shape(inputs)[1]
        inputs = tf.TensorArray(tf.float32, steps).unstack(tf.transpose(inputs, (1, 0, 2)))

        def step(time: Any, cell: Any, state: Any, outputs: Any) -> tuple[Any, ...]:
            gates = tf.concat([inputs.read(time), state], 1) @ kernel + bias
            enter, candidate, forget, leave = tf.split(gates, 4, 1)
            new = tf.sigmoid(forget + 1) * cell + tf.sigmoid(enter) * tf.tanh(candidate)
            new = tf.clip_by_value(new, -options["cell_clip"], options["cell_clip"])
            output = (tf.sigmoid(leave) * tf.tanh(new)) @ projection
            output = tf.clip_by_value(output, -options["proj_clip"], options["proj_clip"])
            running = (time < lengths)[:, None]
            outputs = outputs.write(time, tf.where(running, output, 0))
            cell, state = tf.where(running, new, cell), tf.where(running, output, state)
            return time + 1, cell, state, outputs

        cell, state = (tf.zeros((count, side)) for side in projection.shape)
        outputs = tf.TensorArray(tf.float32, steps)
        begin = (tf.constant(0), cell, state, outputs)
        *_, outputs = tf.while_loop(lambda time, *_: time < steps, step, begin)
        return tf.transpose(outputs.stack(), (1, 0, 2))


def spell_text(text: list[str]) -> NDArray[np.int32]:
    """Give the character ids of a text's words between its boundaries, (words + 2, 50)."""
    words = [spell(word.encode()) for word in text]
    return np.stack([spell([SENTENCE_START]), *words, spell([SENTENCE_END])])


def encode(folder: Path, texts: list[list[str]], threads: int) -> Floats:
    """Encode texts as the study notebook does: padded batches of 60, every word anew."""
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    encoder = Encoder(read_model(folder))
    batches = (texts[i : i + BATCH] for i in range(0, len(texts), BATCH))
    means = [encoder.means(*encoder.embed_batch(batch)).numpy() for batch in batches]
    return np.concatenate(means)


if __name__ == "__main__":
    run_side(encode)
