"""What networks read of encoders: made by `encode`, or anew from raw texts."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from bakeoff.classifiers.network import load_network, predict
from bakeoff.elmo.batches import batches_by_length
from bakeoff.elmo.encoders import Encoder, Recipe, load_described, read_recipe

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


def load_encoders(
    recipes: dict[str, Recipe], folders: dict[str, Path] | None = None
) -> dict[str, Encoder]:
    """Load the encoder of each recipe.

    Args:
        recipes: which encoders, by name.
        folders: where an encoder stands now, by name, if not where it stood in training.

    Raises:
        BakeoffError: another encoder stands there.
    """
    return {
        name: load_described(recipe, (folders or {}).get(name)) for name, recipe in recipes.items()
    }


def encode_texts(
    recipes: dict[str, Recipe], encoders: dict[str, Encoder], texts: list[str]
) -> dict[str, NDArray[np.float32]]:
    """Encode raw texts as they were for training, rounded as there.

    Returns:
        For each encoder (n, layers, width) float32.
    """
    features = {}
    for name, recipe in recipes.items():
        encoder = encoders[name]
        lengths = np.array([encoder.length(text) for text in texts], np.int64)
        found = np.zeros((len(texts), recipe.layers, recipe.width), np.float32)
        with tqdm(total=len(texts), desc=name, unit="message", disable=None) as bar:
            for batch in batches_by_length(lengths, recipe.settings.batch_tokens):
                found[batch] = encoder.encode([texts[at] for at in batch]).means
                bar.update(len(batch))
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
    loaded = load_encoders(recipes, encoders)

    def classify(texts: list[str]) -> NDArray[np.float32]:
        return predict(network, texts, encode_texts(recipes, loaded, texts))

    return classify
