"""The features of texts, as an encoder made them, and the recipe: which encoder it was.

In a folder, <encoder>.npy is (texts, layers, width), and <encoder>.json the recipe.
"""

from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.files import read_json, write_text
from bakeoff.core.settings import Section, check

# of a layer. mean_max_min: each token's vector is normalised to mean 0 and variance 1; then come
# the mean, the maximum and the minimum over the tokens. text: the encoder's one vector per text
Pooling = Literal["mean_max_min", "text"]
NOT_RECIPES = ("model.json", "subwords.json", "tokens.json")  # others beside a saved model
POOLS = 3  # numbers that each one of a token becomes


class Recipe(Section):
    """Which encoder made some features, and how."""

    settings: dict[str, Any]  # the entry of `encode`
    sha256: str  # of the encoder's files
    layers: int  # per text
    width: int  # numbers per layer
    pooling: list[Pooling]  # of each layer


def save_recipe(path: Path, recipe: Recipe) -> None:
    """Write a recipe as JSON."""
    write_text(path, recipe.model_dump_json(indent=2) + "\n")


def read_recipe(path: Path) -> Recipe:
    """Read what `save_recipe` wrote."""
    return check(Recipe, read_json(path), f"{path}:")


def load_recipes(folder: Path) -> dict[str, Recipe]:
    """Read which encoders made the features in a folder, by name."""
    paths = (path for path in sorted(folder.glob("*.json")) if path.name not in NOT_RECIPES)
    return {path.stem: read_recipe(path) for path in paths}


def load_features(folder: Path, names: list[str]) -> dict[str, NDArray[Any]]:
    """Map the features of all texts into memory: (texts, layers, width) in their dtype."""
    return {
        name: np.load(folder / f"{name}.npy", allow_pickle=False, mmap_mode="r") for name in names
    }
