"""The fastest matrix product of TensorFlow on one thread: prints 10^9 operations a CPU-second."""

import time

from bakeoff.core.runtime import set_up
from bakeoff.core.settings import TensorFlowRuntime

SIZE = 4096


def main() -> None:
    """Multiply two large square matrices a few times; the fastest counts."""
    set_up(TensorFlowRuntime(threads=1, onednn=True))
    import tensorflow as tf

    matrix = tf.ones((SIZE, SIZE))
    product = tf.function(tf.matmul)
    product(matrix, matrix)
    seconds = []
    for _ in range(7):
        start = time.process_time()
        product(matrix, matrix)
        seconds.append(time.process_time() - start)
    print(2 * SIZE**3 / min(seconds) / 1e9)


if __name__ == "__main__":
    main()
