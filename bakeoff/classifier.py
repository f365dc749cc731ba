"""A trained model as a function from raw texts to probabilities."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError
from bakeoff.core.features import load_recipes
from bakeoff.encoders.base.features import encode_texts
from bakeoff.encoders.base.loading import load_described
from bakeoff.models.bilm import CORE, load_tuned
from bakeoff.models.fit.lbfgs import fitting as lbfgs

Classifier = Callable[[list[str]], NDArray[np.float32]]
LINEAR, NETWORK = lbfgs.FILE, "model.keras"


def load_classifier(path: Path | str, encoders: dict[str, Path] | None = None) -> Classifier:
    """Load a trained model, with the encoders that it reads.

    Args:
        path: models/<name>, or the model.keras or model.skops in it. Beside a network that reads
            encoders, <encoder>.json says which they were; tokens.json beside a linear model says
            how it cuts texts.
        encoders: the folder of an encoder, by name, if it moved since training.

    Returns:
        A function from raw texts to (n, classes) float32 probabilities.

    Raises:
        BakeoffError: no model is there; an encoder is not the one of the training, or a module that
            is not recorded.
    """
    path = Path(path)
    folder = path.parent if path.name in (LINEAR, NETWORK) else path
    if (folder / LINEAR).is_file():
        linear: Classifier = lbfgs.load_linear(folder)
        return linear
    if not (folder / NETWORK).is_file():
        raise BakeoffError(
            f"{folder}: expected the folder of a model, with {NETWORK} or {LINEAR}, got neither; "
            "name a folder in models/, or run `train`"
        )
    return _load_network(folder, encoders or {})


def _load_network(folder: Path, encoders: dict[str, Path]) -> Classifier:
    """Load a network that reads words, encoders or both, or a fine-tuned biLM."""
    from bakeoff.models.fit.train.network import load_network, predict

    recipes = load_recipes(folder)
    if any(recipe.settings["kind"] == "bilm" for recipe in recipes.values()):
        from bakeoff.encoders.bilm import pooling as _registers_a_layer  # noqa: F401
    network = load_network(folder / NETWORK)
    if network.name == CORE:
        (name,) = recipes
        return load_tuned(folder / NETWORK, encoders.get(name))
    loaded = {name: load_described(recipe, encoders.get(name)) for name, recipe in recipes.items()}

    def classify(texts: list[str]) -> NDArray[np.float32]:
        features = {
            name: encode_texts(loaded[name], recipe, texts) for name, recipe in recipes.items()
        }
        return predict(network, texts, features)

    return classify
