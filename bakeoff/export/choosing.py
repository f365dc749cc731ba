"""What is exported: a model of the leaderboard, an ensemble, or the chosen member of a choice."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bakeoff.core import paths
from bakeoff.core.errors import BakeoffError
from bakeoff.core.features import load_recipes
from bakeoff.core.files import read_json
from bakeoff.inference.loading import describe, find_model
from bakeoff.inference.saved import SUBWORDS
from bakeoff.models.fit.lbfgs.saving import FILE as LINEAR


@dataclass(frozen=True)
class Chosen:
    """A model before it is written.

    Attributes:
        name: in the leaderboard.
        folders: of the saved models whose mean it is; mostly one.
        classes: names in the order of the probabilities.
        threshold: of the second of two classes; None with more.
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


def choose(model: str | None, project: Path = Path()) -> Chosen:
    """Find a model by its name, or the recommended one.

    Raises:
        BakeoffError: there is none, or the leaderboard does not list it.
    """
    found = find_model(model, project)
    board: dict[str, Any] = read_json(project / paths.LEADERBOARD)["models"]
    if found.name not in board:
        raise BakeoffError(
            f"{paths.LEADERBOARD}: expected the scores of {found.name}, got none; there are "
            f"{', '.join(board)}: give one of these names to --model"
        )
    classes = describe(found.folders[0]).classes
    threshold = None if len(classes) > 2 else found.threshold
    return Chosen(found.name, found.folders, classes, threshold)


def why_no_network_on_words(folder: Path) -> str:
    """Say why a saved model cannot be a graph of its own; empty: it can.

    Networks that read encoders need these, and linear models are none of TensorFlow's.
    """
    if (folder / LINEAR).is_file():
        return f"{folder.name} is a linear model, which stays a skops file"
    if recipes := load_recipes(folder):
        return (
            f"{folder.name} reads the encoder {', '.join(recipes)}, which is no part of its graph"
        )
    return ""
