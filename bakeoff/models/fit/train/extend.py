"""Give a trained network vectors of words that it first meets at prediction."""

from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from bakeoff.models.fit.train.layers import TokenEmbedding
from bakeoff.models.fit.train.text_to_ids import TextToIds


def extend(network: keras.Model, words: list[str], vectors: NDArray[np.float32]) -> keras.Model:
    """Append rows for new words to the table and to the matrix of a network of raw texts.

    Args:
        network: as `train` saves it; it does not change.
        words: those that it knows already are left out.
        vectors: (words, dimension); words whose vector is NaN are left out.

    Returns:
        A network with the same weights, to which the new words are known.
    """
    known = set(_find(network, TextToIds).settings["words"])
    new = [
        word not in known and bool(np.isfinite(row).all())
        for word, row in zip(words, vectors, strict=True)
    ]
    added, rows = [word for word, is_new in zip(words, new, strict=True) if is_new], vectors[new]

    def copy(layer: keras.Layer) -> keras.Layer:
        config = layer.get_config()
        if isinstance(layer, TextToIds):
            config["words"] = [*config["words"], *added]
        if isinstance(layer, TokenEmbedding):
            config["rows"] += len(added)
        return layer.__class__.from_config(config)

    extended = keras.models.clone_model(network, clone_function=copy, recursive=True)
    _copy_weights(network, extended, rows)
    return extended


def _find(network: keras.Model, kind: type) -> Any:
    """Find the layer of a kind."""
    return next(layer for layer in network.layers if isinstance(layer, kind))


def _copy_weights(old: keras.Model, new: keras.Model, rows: NDArray[np.float32]) -> None:
    """Copy the weights of each layer, those in networks within the network too."""
    for before, after in zip(old.layers, new.layers, strict=True):
        if isinstance(before, keras.Model):
            _copy_weights(before, after, rows)
        elif isinstance(before, TokenEmbedding):
            after.set_matrix(np.concatenate([before.matrix, rows]))
        else:
            after.set_weights(before.get_weights())
