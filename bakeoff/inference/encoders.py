"""Find and load the encoders that a saved model reads."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.features import Recipe
from bakeoff.encoders.base.loading import load_described

ENCODERS = "encoders"  # in an exported folder: those that its models read
Encode = Callable[[list[str]], dict[str, NDArray[np.float32]]]


def find_encoder(name: str, recipe: Recipe, folder: Path, project: Path) -> Path:
    """Find the folder of an encoder: exported with a model, or where the training read it.

    Args:
        name: of the encoder.
        recipe: says where the training read it.
        folder: of the model, or of a member of an exported ensemble.
        project: that path is relative to it, or else to the project that the model is in.
    """
    place = Path(recipe.settings["input"])
    exported = [root / ENCODERS / name for root in (folder, folder.absolute().parent)]
    places = [*exported, project / place, folder.absolute().parent.parent / place]
    return next((path for path in places if path.exists()), project / place)


def load_encoders(recipes: dict[str, Recipe], encoders: dict[str, Path]) -> Encode:
    """Load encoders as a function from texts to the features of each.

    Args:
        recipes: of the encoders, by name.
        encoders: their folders, by name.

    Returns:
        A function from texts to the features by encoder, each (texts, layers, width) float32.
    """
    from bakeoff.encoders.base.features import encode_texts

    loaded = {name: load_described(recipe, encoders[name]) for name, recipe in recipes.items()}
    return lambda texts: {
        name: encode_texts(loaded[name], recipe, texts) for name, recipe in recipes.items()
    }
