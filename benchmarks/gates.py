"""Ways to write one LSTM layer of the published size in TensorFlow: 10^9 operations per CPU-second.

`python -m benchmarks.gates` prints a line per way; docs/decisions/0008 quotes the result.
"""

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from bakeoff.core.runtime import set_up
from bakeoff.core.settings import TensorFlowRuntime

SEQUENCES, CELLS, OUTPUTS = 1024, 4096, 512
Step = Callable[[Any, Any], tuple[Any, Any]]  # from [x, h] and c to h and c


def ways() -> dict[str, Step]:
    """Give each way, with weights of its own."""
    import tensorflow as tf

    tf.random.set_seed(1)
    kernel = 0.02 * tf.random.normal((2 * OUTPUTS, 4 * CELLS))
    projection = 0.02 * tf.random.normal((CELLS, OUTPUTS))
    parts, bias = [tf.identity(part) for part in tf.split(kernel, 4, 1)], tf.zeros(CELLS)
    activations = tf.sigmoid, tf.tanh, tf.sigmoid, tf.sigmoid

    def finish(gates: list[Any], c: Any, dtype: Any = tf.float32) -> tuple[Any, Any]:
        i, j, f, o = (tf.cast(gate, tf.float32) for gate in gates)
        c = tf.clip_by_value(f * c + i * j, -3.0, 3.0)
        h = tf.matmul(tf.cast(o * tf.tanh(c), dtype), tf.cast(projection, dtype))
        return tf.clip_by_value(tf.cast(h, tf.float32), -3.0, 3.0), c

    def one_product(both: Any, c: Any) -> tuple[Any, Any]:
        gates = tf.split(tf.matmul(both, kernel) + tf.tile(bias, [4]), 4, 1)
        return finish([a(g) for a, g in zip(activations, gates, strict=True)], c)

    def four_products(dtype: Any) -> Step:
        kernels, cast_bias = [tf.cast(part, dtype) for part in parts], tf.cast(bias, dtype)

        def step(both: Any, c: Any) -> tuple[Any, Any]:
            rows = tf.cast(both, dtype)
            gates = [
                activation(tf.nn.bias_add(tf.matmul(rows, part), cast_bias))
                for activation, part in zip(activations, kernels, strict=True)
            ]
            return finish(gates, c, dtype)

        return step

    return {
        "one product for all gates": one_product,
        "four products": four_products(tf.float32),
        "four products in bfloat16": four_products(tf.bfloat16),
    }


def rate(step: Step, lengths: Any) -> float:
    """Run a layer over packed sequences of these lengths; give 10^9 operations per CPU-second."""
    import tensorflow as tf

    counts = tf.constant((np.arange(lengths.max())[:, None] < lengths).sum(axis=1), tf.int32)
    packed = tf.random.normal((int(lengths.sum()), OUTPUTS))

    def run_layer() -> Any:
        def body(t: Any, start: Any, h: Any, c: Any) -> Any:
            rows = counts[t]
            h, c = step(tf.concat([packed[start : start + rows], h[:rows]], 1), c[:rows])
            return t + 1, start + rows, h, c

        state = tf.zeros((SEQUENCES, OUTPUTS)), tf.zeros((SEQUENCES, CELLS))
        shapes = [tf.TensorShape(s) for s in ((), (), (None, OUTPUTS), (None, CELLS))]
        return tf.while_loop(
            lambda t, *_: t < tf.size(counts),
            body,
            (0, 0, *state),
            shape_invariants=tuple(shapes),
            parallel_iterations=1,
        )[2]

    layer = tf.function(run_layer)

    def seconds() -> float:
        start = time.process_time()
        layer()
        return time.process_time() - start

    seconds()
    operations = 2 * int(lengths.sum()) * (2 * OUTPUTS * 4 * CELLS + CELLS * OUTPUTS)
    return operations / min(seconds() for _ in range(3)) / 1e9


def main() -> None:
    """Print how fast each way is."""
    set_up(TensorFlowRuntime(threads=1, onednn=True))
    lengths = np.sort(np.random.default_rng(0).normal(16, 1.5, SEQUENCES).astype(int))[::-1]
    for name, step in ways().items():
        print(f"{name}: {rate(step, lengths):.0f}")


if __name__ == "__main__":
    main()
