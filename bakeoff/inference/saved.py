"""One saved model as a function from texts to probabilities."""

import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from bakeoff.core.errors import BakeoffError
from bakeoff.core.features import Recipe, load_recipes
from bakeoff.core.runtime import silent_stderr
from bakeoff.encoders.base.loading import uses_tensorflow
from bakeoff.inference.classifier import Predict, Probabilities
from bakeoff.inference.encoders import find_encoder, load_encoders
from bakeoff.models.fit.lbfgs.saving import FILE as LINEAR

NETWORK = "model.keras"
DAMAGED = (
    OSError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    EOFError,
    BadZipFile,
    zlib.error,
)
SUBWORDS = "subwords.json"  # beside a network whose vectors know subwords


def load_saved(
    folder: Path, project: Path = Path(), encoders: dict[str, Path] | None = None
) -> Predict:
    """Load a saved model, with the encoders that it reads.

    Args:
        folder: of the model. Beside a network that reads encoders, <encoder>.json says which they
            were; tokens.json beside a linear model says how it cuts texts.
        project: where the paths of encoders start.
        encoders: the folder of an encoder, by name, if it is elsewhere.

    Returns:
        A function from raw texts to (n, classes) float32 probabilities.

    Raises:
        BakeoffError: no model is there; an encoder is not the one of the training, or a module that
            is not recorded.
    """
    if not any((folder / file).is_file() for file in (LINEAR, NETWORK)):
        raise BakeoffError(
            f"{folder}: expected the folder of a model, with {NETWORK} or {LINEAR}, got neither; "
            "name a folder in models/, or run `train`"
        )
    recipes = load_recipes(folder)
    places = {
        name: (encoders or {}).get(name) or find_encoder(name, recipe, folder, project)
        for name, recipe in recipes.items()
    }
    is_linear = (folder / LINEAR).is_file()
    if not is_linear or any(uses_tensorflow(recipe) for recipe in recipes.values()):
        _load_tensorflow()
    with _refuse_damaged(folder):
        if is_linear:
            return _load_linear(folder, recipes, places)
        return _load_network(folder, recipes, places, project)


@contextmanager
def _refuse_damaged(folder: Path) -> Iterator[None]:
    """Say in one line that a file of a model is damaged or missing."""
    try:
        yield
    except DAMAGED as error:
        why = f"{type(error).__name__}: {' '.join(str(error).split())}"
        raise BakeoffError(
            f"{folder}: expected a whole saved model, got an error ({why:.200}); fetch it again "
            "(`dvc checkout`), or train it again (`dvc repro --force`)"
        ) from None


def _load_tensorflow() -> None:
    """Load TensorFlow without its startup lines, unless the program has done so."""
    if "tensorflow" in sys.modules:
        return
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # its errors are exceptions as well
    with silent_stderr():
        import tensorflow as tf

        tf.config.list_logical_devices()  # looks for a GPU and says so


def _load_linear(folder: Path, recipes: dict[str, Recipe], encoders: dict[str, Path]) -> Predict:
    """Load a linear model that counts n-grams or reads encoders."""
    if not recipes:
        from bakeoff.models.fit.lbfgs.counted import load_linear

        return load_linear(folder)
    from bakeoff.models.fit.lbfgs.encoded import join_features
    from bakeoff.models.fit.lbfgs.saving import load_pipeline

    pipeline, encode = load_pipeline(folder / LINEAR), load_encoders(recipes, encoders)

    def classify(texts: list[str]) -> Probabilities:
        found = pipeline.predict_proba(join_features([*encode(texts).values()]))
        return np.asarray(found, np.float32)

    return classify


def _load_network(
    folder: Path, recipes: dict[str, Recipe], encoders: dict[str, Path], project: Path
) -> Predict:
    """Load a network that reads words, encoders or both, or a fine-tuned biLM."""
    from bakeoff.models.bilm import CORE, load_tuned
    from bakeoff.models.fit.train.network import load_network, predict

    if any(recipe.settings["kind"] == "bilm" for recipe in recipes.values()):
        from bakeoff.encoders.bilm import pooling as _registers_a_layer  # noqa: F401
    network = load_network(folder / NETWORK)
    if network.name == CORE:
        return load_tuned(folder / NETWORK, *encoders.values())
    if not recipes:
        if (folder / SUBWORDS).is_file():
            from bakeoff.inference.new_words import give_new_words_vectors

            return give_new_words_vectors(network, folder / SUBWORDS, project)
        from bakeoff.inference.words import compile_words

        return compile_words(network)
    encode = load_encoders(recipes, encoders)
    return lambda texts: predict(network, texts, encode(texts))
