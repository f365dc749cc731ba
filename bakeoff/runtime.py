"""Set the computing up so that the same inputs give the same bytes, and say what it cost."""

import os
import platform
import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata
from typing import Any

from threadpoolctl import threadpool_limits

PACKAGES = ("gensim", "keras", "numpy", "scikit-learn", "tensorflow")


def limit_threads(threads: int) -> None:
    """Fix the threads of numerical libraries, those that are loaded and those still to come."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(threads)
    threadpool_limits(threads)


def set_up_tensorflow(threads: int, onednn: bool) -> None:
    """Make TensorFlow deterministic; call it before TensorFlow is imported elsewhere.

    Args:
        threads: within an operation; operations run one after the other.
        onednn: whether oneDNN's kernels are used; they give other last bits.
    """
    os.environ["TF_ENABLE_ONEDNN_OPTS"] = str(int(onednn))
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # its errors are exceptions as well
    with _silent_stderr():
        import tensorflow as tf

        tf.config.threading.set_intra_op_parallelism_threads(threads)
        tf.config.threading.set_inter_op_parallelism_threads(1)
        tf.config.experimental.enable_op_determinism()
        tf.config.list_logical_devices()  # looks for a GPU and says so


@contextmanager
def _silent_stderr() -> Iterator[None]:
    """Drop what native code writes to stderr: TensorFlow greets in lines that no level stops."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(nowhere)
        os.close(kept)


def measure_costs() -> dict[str, Any]:
    """Measure this process so far: CPU seconds, peak memory in MB; and name what it ran on."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 2),
        "peak_memory_mb": round(usage.ru_maxrss / 1024, 1),
        "finished": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "packages": {name: metadata.version(name) for name in PACKAGES},
    }
