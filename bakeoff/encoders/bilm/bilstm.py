"""The two stacks of LSTM layers of a biLM: one reads a text forward, the other backward."""

from typing import Any

import keras
import tensorflow as tf

from bakeoff.encoders.bilm.lstm import ProjectedLstm, State
from bakeoff.encoders.bilm.options import Lstm

DIRECTIONS = ("forward", "backward")
States = list[list[State]]  # of each direction, of each of its layers


@keras.saving.register_keras_serializable("bakeoff")
class BiLstm(keras.layers.Layer):  # type: ignore[misc]
    """Both stacks. Words come flat, text after text; nothing is padded.

    Call arguments:
        vectors: (words, outputs) float32, flat.
        lengths: (texts,) int32, words of each text.
        states: before each text, in the order of `lengths`.

    Returns:
        (words, layers, 2 * outputs) float32: the word's own vector twice, then forward and backward
        of each LSTM layer; and the states after each text.
    """

    def __init__(
        self,
        options: Lstm,
        matmul: str = "float32",
        initializer: str = "glorot_uniform",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.options = options
        self.forward, self.backward = (
            [
                ProjectedLstm(
                    inputs=options.projection_dim,
                    cells=options.dim,
                    outputs=options.projection_dim,
                    cell_clip=options.cell_clip,
                    output_clip=options.proj_clip,
                    matmul=matmul,
                    initializer=initializer,
                )
                for _ in range(options.n_layers)
            ]
            for _ in DIRECTIONS
        )

    def call(
        self, vectors: tf.Tensor, lengths: tf.Tensor, states: States
    ) -> tuple[tf.Tensor, States]:
        """Give every layer of every word."""
        halves, after, _ = self._run(vectors, lengths, states)
        both = []
        for directions in zip(*halves, strict=True):
            parts = [tf.gather(rows, tf.math.invert_permutation(at)) for rows, at in directions]
            both.append(tf.concat(parts, axis=1))
        return tf.stack([tf.tile(vectors, (1, 2)), *both], axis=1), after

    def means(self, vectors: tf.Tensor, lengths: tf.Tensor, states: States) -> tf.Tensor:
        """Give the mean of every layer over each text: (texts, layers, 2 * outputs)."""
        halves, _, text_of = self._run(vectors, lengths, states)
        texts = tf.size(lengths)
        counts = tf.maximum(tf.cast(lengths, tf.float32), 1.0)[:, None]

        def mean(rows: tf.Tensor, numbers: tf.Tensor) -> tf.Tensor:
            return tf.math.unsorted_segment_sum(rows, numbers, texts) / counts

        flat = tf.repeat(tf.range(texts), lengths)
        both = [tf.tile(mean(vectors, flat), (1, 2))]
        for (forward, _), (backward, _) in zip(*halves, strict=True):
            parts = mean(forward, text_of), mean(backward, text_of)
            both.append(tf.concat(parts, axis=1))
        return tf.stack(both, axis=1)

    def zero_states(self, texts: Any) -> States:
        """Give the states before anything is read, for a number of texts."""
        sizes = self.options.projection_dim, self.options.dim
        h, c = (tf.zeros((texts, size)) for size in sizes)
        return [[(h, c) for _ in self.forward] for _ in DIRECTIONS]

    def states_after_marks(self, marks: tf.Tensor, texts: Any) -> States:
        """Give the states after the mark that a text begins with or, read backward, ends with.

        They are the same for all texts, so each mark is run once. `marks` is (2, outputs) float32,
        the vectors of start and end; `texts` is the number of texts.
        """
        states = []
        zeros = self.zero_states(1)
        for mark, (layers, state) in enumerate(
            zip((self.forward, self.backward), zeros, strict=True)
        ):
            count = tf.constant([1])
            _, after = self._run_layers(layers, marks[mark : mark + 1], count, state)
            states.append([(tf.repeat(h, texts, 0), tf.repeat(c, texts, 0)) for h, c in after])
        return states

    def _run(self, vectors: tf.Tensor, lengths: tf.Tensor, states: States) -> tuple[Any, ...]:
        """Run both stacks.

        Returns:
            For each direction and layer, the packed outputs and their rows in the flat ones; the
            states after each text; the text of each packed row.
        """
        order = tf.argsort(lengths, direction="DESCENDING", stable=True)
        undo = tf.math.invert_permutation(order)
        *directions, text_of, counts = pack(lengths, order)
        halves, after = [], []
        for layers, rows, before in zip(
            (self.forward, self.backward), directions, states, strict=True
        ):
            ordered = [(tf.gather(h, order), tf.gather(c, order)) for h, c in before]
            outputs, ends = self._run_layers(layers, tf.gather(vectors, rows), counts, ordered)
            halves.append([(output, rows) for output in outputs])
            after.append([(tf.gather(h, undo), tf.gather(c, undo)) for h, c in ends])
        return halves, after, text_of

    def _run_layers(
        self, layers: list[ProjectedLstm], packed: tf.Tensor, counts: tf.Tensor, states: list[State]
    ) -> tuple[list[tf.Tensor], list[State]]:
        outputs, after = [], []
        for number, (layer, state) in enumerate(zip(layers, states, strict=True)):
            output, end = layer(packed, counts, state)
            if number and self.options.use_skip_connections:
                output = output + packed
            outputs.append(output)
            after.append(end)
            packed = output
        return outputs, after


def pack(lengths: tf.Tensor, order: tf.Tensor) -> tuple[tf.Tensor, ...]:
    """Find where packed rows stand among the flat ones, see `bakeoff/encoders/bilm/lstm.py`.

    Args:
        lengths: (texts,) int32.
        order: (texts,) int32, the texts by falling length.

    Returns:
        (words,) int32: flat rows in packed order, forward; the same, backward; the text of each;
        and (steps,) int32: rows of each step, of which there is at least one, possibly empty.
    """
    sorted_lengths = tf.gather(lengths, order)
    starts = tf.gather(tf.cumsum(lengths, exclusive=True), order)
    steps = tf.maximum(tf.reduce_max(lengths), 1)
    real = tf.range(steps)[:, None] < sorted_lengths[None]
    step, place = tf.unstack(tf.cast(tf.where(real), tf.int32), axis=1)
    forward = tf.gather(starts, place) + step
    backward = tf.gather(starts + sorted_lengths - 1, place) - step
    return forward, backward, tf.gather(order, place), tf.reduce_sum(tf.cast(real, tf.int32), 1)
