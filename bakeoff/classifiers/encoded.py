"""What networks read of encoders: made by `encode`, or anew from raw texts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.classifiers.network import load_network, predict
from bakeoff.elmo.batches import batches_by_length
from bakeoff.elmo.encoders import Recipe, load_described, read_recipe

Classifier = Callable[[list[str]], NDArray[np.float32]]


def load_recipes(folder: Path) -> dict[str, Recipe]:
    """Read which encoders made the features in a folder, by name."""
    return {path.stem: read_recipe(path) for path in sorted(folder.glob("*.json"))}


def load_features(folder: Path, names: list[str], split: str) -> dict[str, NDArray[Any]]:
    """Load what each encoder gave for a split: (n, layers, width) of its dtype."""
    return {
        name: np.load(folder / f"{name}.{split}.npy", allow_pickle=False, mmap_mode="r")
        for name in names
    }


def encode_texts(
    recipes: dict[str, Recipe], texts: list[str], folders: dict[str, Path] | None = None
) -> dict[str, NDArray[np.float32]]:
    """Encode raw texts as they were for training, rounded as there.

    Args:
        recipes: which encoders, by name.
        texts: raw.
        folders: where an encoder stands now, by name, if not where it stood in training.

    Returns:
        For each encoder (n, layers, width) float32.

    Raises:
        BakeoffError: another encoder stands there.
    """
    features = {}
    for name, recipe in recipes.items():
        encoder = load_described(recipe, (folders or {}).get(name))
        lengths = np.array([encoder.length(text) for text in texts], np.int64)
        found = np.zeros((len(texts), recipe.layers, recipe.width), np.float32)
        for batch in batches_by_length(lengths, recipe.settings.batch_tokens):
            found[batch] = encoder.encode([texts[at] for at in batch]).means
        features[name] = found.astype(recipe.settings.dtype).astype(np.float32)
    return features


def load_classifier(path: Path | str, encoders: dict[str, Path] | None = None) -> Classifier:
    """Load a trained network with the encoders that it reads.

    Args:
        path: models/<name>/seed-<seed>.keras. Beside it stands which encoders it was trained on.
        encoders: the folder of an encoder, by name, if not where it stood in training.

    Returns:
        A function from raw texts to (n, classes) float32 probabilities.

    Raises:
        BakeoffError: an encoder is not the one of the training.
    """
    network, recipes = load_network(Path(path)), load_recipes(Path(path).parent)

    def classify(texts: list[str]) -> NDArray[np.float32]:
        return predict(network, texts, encode_texts(recipes, texts, encoders))

    return classify
