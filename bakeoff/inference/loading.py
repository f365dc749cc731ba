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
from bakeoff.inference.descriptions import Answer, Board, Description, LeaderboardEntry
from bakeoff.inference.saved import NETWORK, SUBWORDS, load_saved
from bakeoff.models.fit.lbfgs.saving import FILE as LINEAR

DESCRIPTION = "model.json"  # in the folder of a saved or exported model
HALF = 0.5  # the threshold of two classes where nothing states one
M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class FoundModel:
    """A model before it is loaded.

    Attributes:
        name: as it is shown.
        folders: of the saved models whose mean it is; mostly one.
        classes: names in the order of the probabilities; its members agree on them.
        threshold: the probability from which the second of two classes is chosen; None: there are
            more classes.
    """

    name: str
    folders: list[Path]
    classes: list[str]
    threshold: float | None

    @property
    def is_ensemble(self) -> bool:
        """Whether it is the mean of several models."""
        return len(self.folders) > 1

    @property
    def learns_words(self) -> bool:
        """Whether words that it first meets in use get vectors, from a file of subwords."""
        return any((folder / SUBWORDS).is_file() for folder in self.folders)


def load_classifier(
    model: str | Path | None, project: Path, encoders: dict[str, Path] | None = None
) -> Classifier:
    """Load a model; see `bakeoff.load`."""
    found = find_model(model, project)
    members = tuple(load_saved(folder, project, encoders) for folder in found.folders)
    rule = read_description(found.folders[0]).text
    return Classifier(found.name, found.classes, found.threshold, members, rule)


def find_model(model: str | Path | None, project: Path) -> FoundModel:
    """Find a model by its name in the leaderboard or by its folder; None: the recommended one.

    Raises:
        BakeoffError: there is none, and the message names the closest one; its members have
            different classes.
    """
    board: dict[str, LeaderboardEntry] = {}
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


def read_description(folder: Path) -> Description:
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


def _find_listed(name: str, entry: LeaderboardEntry, project: Path) -> FoundModel:
    """Find the members of a model of the leaderboard; of a choice, the one most rounds took."""
    chosen = entry.chosen
    members = [max(chosen, key=lambda member: chosen[member])] if chosen else entry.members
    folders = [project / paths.MODELS / member for member in members or [name]]
    for folder in folders:
        if not folder.is_dir():
            raise BakeoffError(
                f"{folder}: expected the folder of a saved model, got none; `dvc repro` trains it, "
                "`dvc pull` fetches it"
            )
    if "threshold" not in entry.model_fields_set:
        raise BakeoffError(
            f"{project / paths.LEADERBOARD}: models.{name}.threshold: expected the threshold, got "
            "none; run `dvc repro evaluate`"
        )
    return _complete(name, folders, entry.threshold)


def _find_folder(folder: Path, board: dict[str, LeaderboardEntry], project: Path) -> FoundModel:
    """Find the members of a folder, and the threshold there or in the leaderboard."""
    described = read_description(folder)
    _expect_native(folder, described)
    threshold = described.threshold
    listed = project / paths.MODELS / described.name
    if threshold is None and described.name in board and folder.resolve() == listed.resolve():
        threshold = board[described.name].threshold
    folders = [folder / member for member in described.members] or [folder]
    return _complete(described.name, folders, threshold)


def _expect_native(folder: Path, described: Description) -> None:
    """Check that an export holds the model in its native form, and not in other formats alone."""
    files = described.files
    if files is not None and {NETWORK, LINEAR}.isdisjoint(Path(file).name for file in files):
        raise BakeoffError(
            f"{folder}: expected an export in the format native, got one in others alone; export "
            "the model with --format native or all, or load it as the README.md there shows"
        )


def _complete(name: str, folders: list[Path], threshold: float | None) -> FoundModel:
    """Add the classes, on which the members must agree, and the threshold if none is stated."""
    first, *others = [read_description(folder).classes for folder in folders]
    for folder, classes in zip(folders[1:], others, strict=True):
        if classes != first:
            raise BakeoffError(
                f"{folder}: expected the classes {first}, which {folders[0]} has, got {classes}; "
                "train both on the same texts (`dvc repro`)"
            )
    of_two = HALF if threshold is None else threshold
    return FoundModel(name, folders, first, None if len(first) > 2 else of_two)


def _no_model(name: str, board: dict[str, LeaderboardEntry], project: Path) -> str:
    """Say which models there are, and which name is close."""
    if board:
        hint = did_you_mean(name, board)
        return f"no model {name!r:.60}; there are {', '.join(board):.500}{hint}"
    return (
        f"no model {name!r:.60}: {project / paths.LEADERBOARD} does not exist, and it is not a "
        "folder; run `dvc repro`, or name the folder of a model"
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
