"""The two stacks of LSTM layers of a biLM: one reads a text forward, the other backward."""

from typing import Any, NamedTuple

import keras
import tensorflow as tf

from bakeoff.encoders.bilm.lstm import ProjectedLstm, State
from bakeoff.encoders.bilm.options import Lstm

DIRECTIONS = ("forward", "backward")
States = list[list[State]]  # of each direction, of each of its layers


@keras.saving.register_keras_serializable("bakeoff")
class BiLstm(keras.layers.Layer):  # type: ignore[misc]
    """Both stacks. Words come flat, text after text; only `padded` pads them.

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
                    name=f"{direction}_{number}",
                )
                for number in range(options.n_layers)
            ]
            for direction in DIRECTIONS
        )

    def call(
        self, vectors: tf.Tensor, lengths: tf.Tensor, states: States
    ) -> tuple[tf.Tensor, States]:
        """Give every layer of every word."""
        (words, *contextual), packing, after = self.run(vectors, lengths, states)
        undo = tf.math.invert_permutation(packing.rows)
        layers = tf.stack([tf.tile(words, (1, 2)), *contextual], axis=1)
        return tf.gather(layers, undo), after

    def padded(self, vectors: tf.Tensor, lengths: tf.Tensor, states: States) -> list[tf.Tensor]:
        """Give every layer with all texts padded to the longest, in a fixed form.

        Every product of a step has a row for each text, so the bytes of a text depend on the
        number of texts alone.

        Args:
            vectors, lengths: as in a call.
            states: before every text, of one row each.

        Returns:
            (steps, texts, outputs) float32, the words' own vectors, then (steps, texts, 2 *
            outputs) for each LSTM layer; what follows a text is arbitrary.
        """
        texts = tf.size(lengths)
        repeated = [
            [(tf.repeat(h, texts, 0), tf.repeat(c, texts, 0)) for h, c in stack] for stack in states
        ]
        layers, packing, _ = self.run(vectors, lengths, repeated, is_fixed=True)
        form = tf.size(packing.counts), texts
        return [tf.reshape(layer, (*form, layer.shape[1])) for layer in layers]

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

    def run(
        self, vectors: tf.Tensor, lengths: tf.Tensor, states: States, is_fixed: bool = False
    ) -> tuple[list[tf.Tensor], "Packing", States]:
        """Run both stacks; arguments as in a call, and as in `pack`.

        Returns:
            Each layer of the packed rows, the words' own half as wide as the others; where these
            rows stand; the states after each text.
        """
        texts = tf.range(tf.size(lengths))
        order = texts if is_fixed else tf.argsort(lengths, direction="DESCENDING", stable=True)
        undo = tf.math.invert_permutation(order)
        packing = pack(lengths, order, is_fixed)
        if is_fixed:
            vectors = tf.pad(vectors, [[0, 1], [0, 0]])  # the row of padding
        words = tf.gather(vectors, packing.rows)
        inputs = words, tf.gather(words, packing.mirrored)
        halves, after = [], []
        for stack, packed, before in zip(
            (self.forward, self.backward), inputs, states, strict=True
        ):
            ordered = [(tf.gather(h, order), tf.gather(c, order)) for h, c in before]
            outputs, ends = self._run_layers(stack, packed, packing.counts, ordered)
            halves.append(outputs)
            after.append([(tf.gather(h, undo), tf.gather(c, undo)) for h, c in ends])
        layers = [words]
        for forward, backward in zip(*halves, strict=True):
            layers.append(tf.concat([forward, tf.gather(backward, packing.mirrored)], axis=1))
        return layers, packing, after

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


class Packing(NamedTuple):
    """Where packed rows stand, see `bakeoff/encoders/bilm/lstm.py`; all are int32.

    Attributes:
        rows: (packed,) which of the flat rows each is; the number of these for padding.
        mirrored: (packed,) the packed row of the same word when its text is read backward.
        text_of: (packed,) the number of its text; -1 for padding.
        counts: (steps,) rows of each step, of which there is at least one, possibly empty.
    """

    rows: tf.Tensor
    mirrored: tf.Tensor
    text_of: tf.Tensor
    counts: tf.Tensor


def pack(lengths: tf.Tensor, order: tf.Tensor, is_fixed: bool = False) -> Packing:
    """Find where packed rows stand among the flat ones.

    Args:
        lengths: (texts,) int32.
        order: (texts,) int32, the texts by falling length; any order if all are padded.
        is_fixed: pad every text to the longest.
    """
    sorted_lengths = tf.gather(lengths, order)
    starts = tf.gather(tf.cumsum(lengths, exclusive=True), order)
    steps = tf.maximum(tf.reduce_max(lengths), 1)
    real = tf.range(steps)[:, None] < sorted_lengths[None]
    taken = tf.ones_like(real) if is_fixed else real
    step, place = tf.unstack(tf.cast(tf.where(taken), tf.int32), axis=1)
    counts = tf.reduce_sum(tf.cast(taken, tf.int32), 1)
    left = tf.gather(sorted_lengths, place) - 1 - step  # words that follow; negative for padding
    back = tf.gather(tf.cumsum(counts, exclusive=True), tf.maximum(left, 0)) + place
    return Packing(
        rows=tf.where(left >= 0, tf.gather(starts, place) + step, tf.reduce_sum(lengths)),
        mirrored=tf.where(left >= 0, back, tf.range(tf.size(step))),
        text_of=tf.where(left >= 0, tf.gather(order, place), -1),
        counts=counts,
    )
