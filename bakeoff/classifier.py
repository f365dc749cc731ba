"""A trained model as a function from raw texts to probabilities."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.features import load_recipes
from bakeoff.encoders.base.features import encode_texts
from bakeoff.encoders.base.loading import load_described
from bakeoff.models.bilm import CORE, load_tuned
from bakeoff.models.fit.lbfgs.fitting import load_pipeline

Classifier = Callable[[list[str]], NDArray[np.float32]]


def load_classifier(path: Path | str, encoders: dict[str, Path] | None = None) -> Classifier:
    """Load a trained model, with the encoders that it reads.

    Args:
        path: models/<name>/seed-<seed>.keras, or models/<name>/model.skops. Beside a network that
            reads encoders, <encoder>.json says which they were.
        encoders: the folder of an encoder, by name, if it moved since training.

    Returns:
        A function from raw texts to (n, classes) float32 probabilities.

    Raises:
        BakeoffError: an encoder is not the one of the training, or a module that is not recorded.
    """
    path = Path(path)
    if path.suffix == ".skops":
        pipeline = load_pipeline(path)
        return lambda texts: np.asarray(pipeline.predict_proba(texts), np.float32)
    from bakeoff.models.fit.train.network import load_network, predict

    recipes = load_recipes(path.parent)
    folders = {name: (encoders or {}).get(name) for name in recipes}
    if any(recipe.settings["kind"] == "bilm" for recipe in recipes.values()):
        from bakeoff.encoders.bilm import means as _registers_a_layer  # noqa: F401
    network = load_network(path)
    if network.name == CORE:
        (folder,) = folders.values()
        tuned = load_tuned([path], folder)
        return lambda texts: tuned(texts)[0]
    loaded = {name: load_described(recipe, folders[name]) for name, recipe in recipes.items()}

    def classify(texts: list[str]) -> NDArray[np.float32]:
        features = {
            name: encode_texts(loaded[name], recipe, texts) for name, recipe in recipes.items()
        }
        return predict(network, texts, features)

    return classify
