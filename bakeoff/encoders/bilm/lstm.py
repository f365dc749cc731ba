"""An LSTM with a projection, like TensorFlow 1's LSTMCell, over packed sequences.

Packed: sorted by falling length; the first tokens of all sequences, then the second tokens of
those that have two, and so on. The sequences of a step are the first ones of the previous step, so
no work is done for padding, and no result depends on a neighbour.
"""

from typing import Any

import keras
import tensorflow as tf

FORGET_BIAS = 1.0
State = tuple[tf.Tensor, tf.Tensor]


@keras.saving.register_keras_serializable("bakeoff")
class ProjectedLstm(keras.layers.Layer):  # type: ignore[misc]
    """One layer of one direction (Sak et al. 2014, arXiv:1402.1128), with clips.

    c = clip(sigmoid(f + 1) c + sigmoid(i) tanh(j)) and h = clip((sigmoid(o) tanh(c)) projection),
    where i, j, f, o = [x, h] kernel + bias.

    Args:
        inputs, cells, outputs: numbers in x, c and h; no projection if cells equal outputs.
        cell_clip, output_clip: largest absolute value in c and in h, or None.
        matmul: "float32" or "bfloat16", of the matrix products and the gates; the cells and what
            passes from step to step stay float32.
        initializer: of the matrices; "zeros" costs least where weights are loaded.

    Call arguments:
        packed: (rows, inputs) float32, packed sequences.
        counts: (steps,) int32, rows of each step, never rising.
        state: h (sequences, outputs) and c (sequences, cells) before the first tokens.

    Returns:
        (rows, outputs) float32, packed the same way; h and c after each sequence's last token.
    """

    def __init__(
        self,
        inputs: int,
        cells: int,
        outputs: int,
        cell_clip: float | None = None,
        output_clip: float | None = None,
        matmul: str = "float32",
        initializer: str = "glorot_uniform",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.cells, self.outputs, self.matmul = cells, outputs, tf.as_dtype(matmul)
        self.cell_clip, self.output_clip = cell_clip, output_clip
        self.kernel = self.add_weight((inputs + outputs, 4 * cells), initializer, name="kernel")
        self.bias = self.add_weight((4 * cells,), "zeros", name="bias")
        self.projection = None
        if cells != outputs:
            self.projection = self.add_weight((cells, outputs), initializer, name="projection")

    def call(self, packed: tf.Tensor, counts: tf.Tensor, state: State) -> tuple[tf.Tensor, State]:
        """Run over packed sequences."""
        step = self._step_with_weights()
        steps = tf.size(counts)
        written = tf.TensorArray(
            tf.float32, steps, element_shape=(None, self.outputs), infer_shape=False
        )

        def body(t: Any, start: Any, h: Any, c: Any, written: Any) -> Any:
            rows = counts[t]
            new_h, new_c = step(packed[start : start + rows], h[:rows], c[:rows])
            h, c = tf.concat([new_h, h[rows:]], 0), tf.concat([new_c, c[rows:]], 0)
            return t + 1, start + rows, h, c, written.write(t, new_h)

        *_, h, c, written = tf.while_loop(
            lambda t, *_: t < steps,
            body,
            (0, 0, *state, written),
            shape_invariants=(
                *2 * (tf.TensorShape(()),),
                tf.TensorShape((None, self.outputs)),
                tf.TensorShape((None, self.cells)),
                tf.TensorShape(None),
            ),
            parallel_iterations=1,
        )
        return written.concat(), (h, c)

    def _step_with_weights(self) -> Any:
        """Give the function of one step.

        Four products stay in the CPU's cache, a single large one would not. TensorFlow's graph
        optimizer fuses product, bias and activation, written this way, into one kernel.
        """
        i, j, f, o = tf.split(self.bias.value, 4)
        biases = [tf.cast(bias, self.matmul) for bias in (i, j, f + FORGET_BIAS, o)]
        kernels = [tf.cast(part, self.matmul) for part in tf.split(self.kernel.value, 4, axis=1)]
        activations = tf.sigmoid, tf.tanh, tf.sigmoid, tf.sigmoid
        projection = None
        if self.projection is not None:
            projection = tf.cast(self.projection.value, self.matmul)

        def step(x: tf.Tensor, h: tf.Tensor, c: tf.Tensor) -> State:
            both = tf.cast(tf.concat([x, h], axis=1), self.matmul)
            i, j, f, o = (
                tf.cast(activation(tf.nn.bias_add(tf.matmul(both, kernel), bias)), tf.float32)
                for activation, kernel, bias in zip(activations, kernels, biases, strict=True)
            )
            c = _clip(f * c + i * j, self.cell_clip)
            h = o * tf.tanh(c)
            if projection is not None:
                h = tf.cast(tf.matmul(tf.cast(h, self.matmul), projection), tf.float32)
            return _clip(h, self.output_clip), c

        return step


def _clip(values: tf.Tensor, largest: float | None) -> tf.Tensor:
    return values if largest is None else tf.clip_by_value(values, -largest, largest)
