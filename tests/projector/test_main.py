"""The command that opens the projector."""

import os
import subprocess
import sys

from tests.conftest import ROOT


def test_without_an_embedding_there_is_an_error_of_one_line(tmp_path):
    """It names the next step, and nothing is written."""
    done = subprocess.run(
        [sys.executable, "-m", "bakeoff.projector"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1 and done.stderr.count("\n") == 1
    assert "data/projector: expected embeddings, got none; run `make repro` first" in done.stderr
    assert not [*tmp_path.iterdir()]
