"""The checkpoint of a pretraining, from which a killed run resumes."""

import json
import shutil
from pathlib import Path
from typing import Any

import keras
import numpy as np

from bakeoff.core.files import whole_file


class Checkpoint:
    """One file with all variables of a training and what else it needs to resume.

    Its folder holds checkpoints only.
    """

    def __init__(self, path: Path, variables: list[keras.Variable]) -> None:
        self.path, self.variables = path, variables

    def save(self, state: dict[str, Any]) -> None:
        """Write the variables, and a state that JSON can hold."""
        text = np.frombuffer(json.dumps(state).encode(), np.uint8)
        with whole_file(self.path) as path:
            np.savez(path, *(variable.numpy() for variable in self.variables), state=text)

    def load(self) -> dict[str, Any] | None:
        """Assign the saved variables and give the state; None if nothing was saved."""
        if not self.path.is_file():
            return None
        with np.load(self.path, allow_pickle=False) as arrays:
            for number, variable in enumerate(self.variables):
                variable.assign(arrays[f"arr_{number}"])
            state: dict[str, Any] = json.loads(arrays["state"].tobytes())
            return state

    def remove(self) -> None:
        """Remove the folder of checkpoints."""
        shutil.rmtree(self.path.parent, ignore_errors=True)
