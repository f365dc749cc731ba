"""Threads of a process."""

import subprocess
import sys

from tests.pipeline.closure import ROOT


def test_threads_are_limited_in_libraries_that_are_loaded_and_in_those_to_come():
    """NumPy's BLAS is there already; SciPy brings its own later."""
    code = (
        "import numpy; from bakeoff.core.runtime import limit_threads; limit_threads(1);"
        "import scipy.linalg; from threadpoolctl import threadpool_info;"
        "print({library['num_threads'] for library in threadpool_info()})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "{1}"
