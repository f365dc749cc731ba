"""Find a model by its name or its folder: which saved models it needs, its classes, its threshold.

A model is known by its line in metrics/leaderboard.json, or by the model.json in its folder.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from bakeoff.core import paths
from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import read_json
from bakeoff.core.names import did_you_mean
from bakeoff.core.settings import check
from bakeoff.inference.classifier import Classifier
from bakeoff.inference.descriptions import Answer, Board, Description, Line
from bakeoff.inference.saved import load_saved

DESCRIPTION = "model.json"  # in the folder of a saved or exported model
HALF = 0.5
M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Found:
    """A model before it is loaded.

    Attributes:
        name: as it is shown.
        folders: of the saved models whose mean it is.
        threshold: None where nothing states one.
    """

    name: str
    folders: list[Path]
    threshold: float | None


def load_classifier(
    model: str | Path | None, project: Path, encoders: dict[str, Path] | None = None
) -> Classifier:
    """Load a model; see `bakeoff.load`."""
    found = find_model(model, project)
    classes = _classes_of(found)
    threshold = None if len(classes) > 2 else HALF if found.threshold is None else found.threshold
    members = tuple(load_saved(folder, project, encoders) for folder in found.folders)
    return Classifier(found.name, classes, threshold, members, describe(found.folders[0]).text)


def find_model(model: str | Path | None, project: Path) -> Found:
    """Find a model by its name in the leaderboard or by its folder.

    Raises:
        BakeoffError: there is none; the message names the closest one.
    """
    board: dict[str, Line] = {}
    if model is None or (project / paths.LEADERBOARD).is_file():
        board = _read_metrics(Board, project / paths.LEADERBOARD).models
    if model is None:
        model = _read_metrics(Answer, project / paths.ANSWER).recommendation.model
    if str(model) in board:
        return _find_listed(str(model), board[str(model)], project)
    folder = next((path for path in (Path(model), project / model) if path.is_dir()), None)
    if folder is None:
        raise BakeoffError(_no_model(str(model), board, project))
    return _find_folder(folder, board, project)


def describe(folder: Path) -> Description:
    """Read the model.json in the folder of a model.

    Raises:
        BakeoffError: it is missing or damaged.
    """
    path = folder / DESCRIPTION
    if not path.is_file():
        raise BakeoffError(
            f"{path}: expected the names of the model's classes, got no file; train the model again"
            " (`dvc repro`), or name the folder of another"
        )
    return check(Description, _parse(path), f"{path}:")


def _find_listed(name: str, line: Line, project: Path) -> Found:
    """Find the members of a line of the leaderboard; of a choice, the one that most rounds took."""
    chosen = line.chosen
    members = [max(chosen, key=lambda member: chosen[member])] if chosen else line.members
    folders = [project / paths.MODELS / member for member in members or [name]]
    for folder in folders:
        if not folder.is_dir():
            raise BakeoffError(
                f"{folder}: expected the folder of a saved model, got none; `dvc repro` trains it, "
                "`dvc pull` fetches it"
            )
    if "threshold" not in line.model_fields_set:
        raise BakeoffError(
            f"{project / paths.LEADERBOARD}: models.{name}.threshold: expected the threshold, got "
            "none; run `dvc repro evaluate`"
        )
    return Found(name, folders, line.threshold)


def _find_folder(folder: Path, board: dict[str, Line], project: Path) -> Found:
    """Find the members of a folder, and the threshold there or in the leaderboard."""
    described = describe(folder)
    threshold = described.threshold
    listed = project / paths.MODELS / described.name
    if threshold is None and described.name in board and folder.resolve() == listed.resolve():
        threshold = board[described.name].threshold
    folders = [folder / member for member in described.members] or [folder]
    return Found(described.name, folders, threshold)


def _classes_of(found: Found) -> list[str]:
    """Give the classes of a model; its members must agree on them."""
    first, *others = [describe(folder).classes for folder in found.folders]
    for folder, classes in zip(found.folders[1:], others, strict=True):
        if classes != first:
            raise BakeoffError(
                f"{folder}: expected the classes {first}, which {found.folders[0]} has, got "
                f"{classes}; train both on the same texts (`dvc repro`)"
            )
    return first


def _no_model(name: str, board: dict[str, Line], project: Path) -> str:
    """Say which models there are, and which name is close."""
    if board:
        hint = did_you_mean(name, board)
        return f"no model {name!r:.60}; there are {', '.join(board):.500}{hint}"
    return (
        f"no model {name!r:.60}: {project / paths.LEADERBOARD} is not there and it is no folder; "
        "run `dvc repro`, or name the folder of a model"
    )


def _read_metrics(model: type[M], path: Path) -> M:
    """Read what `evaluate` wrote."""
    if not path.is_file():
        raise BakeoffError(
            f"{path}: expected what `dvc repro` writes, got no file; run it, run this in the "
            "project's folder, or name the folder of a model"
        )
    return check(model, _parse(path), f"{path}:")


def _parse(path: Path) -> Any:
    try:
        return read_json(path)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BakeoffError(f"{path}: expected JSON; {error}; make or fetch it again") from None
