"""The parameters that a model card states: those of the run, which dvc.lock records.

params.yaml may have been edited since the run.
"""

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel

from bakeoff.core import paths
from bakeoff.core.parameters import read_yaml
from bakeoff.core.settings import check
from bakeoff.dvc.lockfile import check_lock

Record = dict[str, Any]  # of a stage, in dvc.lock


class RunParameters(BaseModel):
    """What a card states of the parameters of a run.

    Attributes:
        duplicates: `prepare.duplicates`.
        folds: `prepare.folds`.
        threshold: `evaluate.threshold`.
        fits: `fit` of each part of the model, by name.
        max_length: `text.max_length`, in tokens; None: networks read whole texts.
        html: `prepare.table.html`, whether HTML entities were decoded.
        mojibake: `prepare.table.mojibake`, the encodings by which texts were repaired.
    """

    duplicates: Literal["keep", "exact", "normalised", "near"]
    folds: int
    threshold: Literal["half", "valid"]
    fits: dict[str, Literal["train", "lbfgs"]]
    max_length: int | None
    html: bool
    mojibake: list[str]


def read_parameters(project: Path, parts: list[str]) -> RunParameters | None:
    """Read the parameters of the last run from dvc.lock.

    Args:
        project: its folder.
        parts: names of the trained models.

    Returns:
        The parameters; None where dvc.lock is missing, lacks one of them, or records that `prepare`
        has run again since `evaluate` did.

    Raises:
        BakeoffError: dvc.lock is damaged.
    """
    lock = project / paths.LOCK
    check_lock(lock)
    if not lock.is_file():
        return None
    stages: dict[str, Record] = read_yaml(lock).get("stages", {})
    try:
        if _hash(stages["prepare"]["outs"]) != _hash(stages["evaluate"]["deps"]):
            return None
        found = {
            "duplicates": _find(stages["prepare"], "prepare.duplicates"),
            "folds": _find(stages["prepare"], "prepare.folds"),
            "threshold": _find(stages["evaluate"], "evaluate.threshold"),
            "fits": {part: _find(stages[f"train@{part}"], f"models.{part}.fit") for part in parts},
            "max_length": _find(stages[f"train@{parts[0]}"], "text.max_length"),
            "html": _find(stages["prepare"], "prepare.table.html"),
            "mojibake": _find(stages["prepare"], "prepare.table.mojibake"),
        }
    except KeyError:
        return None
    return check(RunParameters, found, f"{lock}:")


def _hash(files: list[Record]) -> str:
    """Give the hash of the prepared texts among the files of a stage."""
    hashes: dict[str, str] = {file["path"]: file["md5"] for file in files}
    return hashes[str(paths.PREPARED)]


def _find(stage: Record, key: str) -> Any:
    """Find a parameter of a stage, which is recorded under its key or under one above it.

    Raises:
        KeyError: it is not recorded.
    """
    values = stage["params"][str(paths.PARAMS)]
    for name in values:
        if f"{key}.".startswith(f"{name}."):
            value = values[name]
            for step in key.removeprefix(name).split(".")[1:]:
                value = value[step]
            return value
    raise KeyError(key)
