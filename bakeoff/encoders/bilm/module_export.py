"""Export a biLM's two files as a SavedModel, in a process of its own.

The module's bytes depend on what its process did before.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from bakeoff.core.commands import run_command
from bakeoff.core.errors import BakeoffError
from bakeoff.core.paths import MODULE
from bakeoff.core.runtime import set_up
from bakeoff.core.settings import TensorFlowRuntime

ERROR = "error: "  # begins the last line of a command that failed for a reason the user can fix


def export_module(
    folder: Annotated[Path, typer.Argument(help="of options.json and weights.hdf5")],
) -> None:
    """Write FOLDER/module, a SavedModel with the signatures of ELMo on TF-Hub."""
    set_up(TensorFlowRuntime(threads=1, onednn=True))
    from bakeoff.encoders.bilm.saved_model import save_module
    from bakeoff.encoders.bilm.weights import load_bilm

    save_module(folder / MODULE, load_bilm(folder))


def export_in_new_process(folder: Path) -> None:
    """Run `export_module` in a new process, so that a resumed pretraining gives the same bytes."""
    done = subprocess.run(
        [sys.executable, "-m", __spec__.name, str(folder)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        *_, last = done.stderr.strip().splitlines() or [""]
        if last.startswith(ERROR):
            raise BakeoffError(last.removeprefix(ERROR))
        raise RuntimeError(f"export: exit code {done.returncode}\n{done.stderr}")


if __name__ == "__main__":
    run_command(export_module)
