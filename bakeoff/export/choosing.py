"""What is exported: a model of the leaderboard, an ensemble, or the chosen member of a choice."""

from pathlib import Path
from typing import Any

from bakeoff.core import paths
from bakeoff.core.errors import BakeoffError
from bakeoff.core.features import load_recipes
from bakeoff.core.files import read_json
from bakeoff.inference.loading import FoundModel, find_model
from bakeoff.models.fit.lbfgs.saving import FILE as LINEAR


def choose(model: str | None, project: Path = Path()) -> FoundModel:
    """Find a model by its name, or the recommended one.

    Raises:
        BakeoffError: there is none; its members have different classes; or the leaderboard does
            not list it.
    """
    found = find_model(model, project)
    board: dict[str, Any] = read_json(project / paths.LEADERBOARD)["models"]
    if found.name not in board:
        raise BakeoffError(
            f"{paths.LEADERBOARD}: expected the scores of {found.name}, got none; there are "
            f"{', '.join(board)}: give one of these names to --model"
        )
    return found


def why_no_network_on_words(folder: Path) -> str:
    """Say why a saved model cannot be a graph of its own; empty: it can.

    A network on an encoder needs that encoder outside the graph; a linear model is not a TensorFlow
    model.
    """
    if (folder / LINEAR).is_file():
        return f"{folder.name} is a linear model, which stays a skops file"
    if recipes := load_recipes(folder):
        return (
            f"{folder.name} reads the encoder {', '.join(recipes)}, which is not part of its graph"
        )
    return ""
