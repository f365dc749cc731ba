"""Set up computation so that the same inputs give the same bytes."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from threadpoolctl import threadpool_limits

from bakeoff.core.settings import Runtime, TensorFlowRuntime


def limit_threads(threads: int) -> None:
    """Fix the threads of numerical libraries, already loaded or loaded later."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(threads)
    threadpool_limits(threads)


def set_up(runtime: Runtime) -> None:
    """Fix the threads, and TensorFlow's where the runtime is one of TensorFlow.

    Call it before TensorFlow is imported elsewhere. Operations run one after the other.
    """
    limit_threads(runtime.threads)
    if not isinstance(runtime, TensorFlowRuntime):
        return
    os.environ["TF_ENABLE_ONEDNN_OPTS"] = str(int(runtime.onednn))
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # its errors are exceptions as well
    with silent_stderr():
        import tensorflow as tf

        tf.config.threading.set_intra_op_parallelism_threads(runtime.threads)
        tf.config.threading.set_inter_op_parallelism_threads(1)
        tf.config.experimental.enable_op_determinism()
        tf.config.list_logical_devices()  # looks for a GPU and says so


@contextmanager
def silent_stderr() -> Iterator[None]:
    """Drop what native code writes to stderr: TensorFlow's startup lines obey no log level."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(nowhere)
        os.close(kept)
