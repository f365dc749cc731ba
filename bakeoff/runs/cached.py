"""Outputs of other runs in DVC's cache, which the record of a run names by their hashes."""

import json
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

from bakeoff.core.classes import load_classes
from bakeoff.core.errors import BakeoffError
from bakeoff.core.paths import CLASSES, PREDICTIONS, PREPARED, TEXTS
from bakeoff.core.predictions import Predictions, load_predictions
from bakeoff.core.table import load_table
from bakeoff.evaluation.held_out import HeldOut, hold_out
from bakeoff.runs.lock import Lock


class Unpaired(BakeoffError):
    """The predictions of two runs cannot be compared: why."""


@dataclass(frozen=True)
class Cached:
    """The outputs of a run, in DVC's cache.

    Attributes:
        folder: of the cache.
        lock: the record of the run.
    """

    folder: Path
    lock: Lock

    def find(self, stage: str, path: Path) -> Path:
        """Find what a stage has written in the cache.

        Raises:
            Unpaired: the stage did not write it, or the cache no longer has it.
        """
        found = self.lock.find(stage, path)
        if found is None:
            raise Unpaired(f"one run has no {path}")
        return self._open(found, path)

    def _open(self, md5: str, path: Path) -> Path:
        entry = self.folder / md5[:2] / md5[2:]
        if not entry.is_file():
            raise Unpaired(f"{path} of one run is not in DVC's cache")
        return entry

    def texts(self) -> HeldOut:
        """Load the texts and their classes."""
        listed = json.loads(self.find("prepare", PREPARED).read_bytes())
        below = {PREPARED / file["relpath"]: file["md5"] for file in listed}
        texts, classes = (self._open(below[path], path) for path in (TEXTS, CLASSES))
        return hold_out(load_table(texts), load_classes(classes))

    def predictions(self, model: str) -> Predictions:
        """Load what a model predicted."""
        path = PREDICTIONS / f"{model}.npz"
        try:
            return load_predictions(self.find(f"train@{model}", path))
        except (BadZipFile, KeyError, OSError, TypeError, ValueError) as error:
            raise Unpaired(f"{path} of one run cannot be read ({error!s:.60})") from None
