"""Networks: vectors of words or features of encoders, a head, probabilities; saved and loaded."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unicodedata import normalize

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from bakeoff.core.files import number_by_order, read_zip, write_zip
from bakeoff.core.rounds import Round
from bakeoff.core.task import Task
from bakeoff.core.tokens import UNKNOWN
from bakeoff.models.fit.train.design import Design
from bakeoff.models.fit.train.layers import TokenEmbedding
from bakeoff.models.fit.train.scalar_mix import ScalarMix
from bakeoff.models.fit.train.text_to_ids import TextToIds

PREDICTED = 256  # texts at a time
LONG = 256  # characters of a text
CHARACTERS = 2**14  # of a batch of longer ones, padding included
SAVED_AT = "1980-01-01@00:00:00"  # in place of a date: the same model is the same bytes


def build_network(design: Design, task: Task, spec: Round) -> keras.Model:
    """Build the untrained network of a round, from ids and features to probabilities.

    Returns:
        A model from a dict of `ids` (batch, length) int32, if words are read, and of each encoder's
        (batch, layers, width) float32, to (batch, 1), the probability of the second of two classes,
        or (batch, classes).
    """
    keras.utils.set_random_seed(spec.seed or 0)
    inputs, features, words = {}, [], None
    for name, values in design.encoders.items():
        inputs[name] = keras.Input(values.shape[1:], name=name)
        features.append(ScalarMix(name=f"{name}_mix")(inputs[name]))
    if design.words is not None:
        shape = (fixed_length(design, task, spec),)
        inputs["ids"] = keras.Input(shape, dtype="int32", name="ids")
        matrix = design.matrix(spec.unlabelled, spec.seed or 0)
        tuned = int(design.words.ids.flat.max(initial=UNKNOWN)) + 1 if design.trainable else 0
        layer = TokenEmbedding(len(matrix), matrix.shape[1], tuned, name="embedding")
        words = layer(inputs["ids"]), inputs["ids"]
        layer.set_matrix(matrix)
    return keras.Model(inputs, task.head.apply(features, words, task.classes))


def fixed_length(design: Design, task: Task, spec: Round) -> int | None:
    """Give the tokens of the longest text that a round knows, for a head with weights by position.

    Returns:
        The length to which all texts are filled or cut; None for other heads.
    """
    if design.words is None or not task.head.fixed_length:
        return None
    known = np.union1d(spec.unlabelled, spec.valid)
    return max(1, *(len(design.words.tokens[row]) for row in known))


def read_strings(network: keras.Model, text_to_ids: TextToIds | None) -> keras.Model:
    """Put the layer that cuts strings before a network.

    Returns:
        A model from raw texts to probabilities. If it reads encoders too: from a dict of `texts`
        and the features of each encoder. If it reads no words, the network unchanged.
    """
    if text_to_ids is None:
        return network
    texts = keras.Input((), dtype="string", name="texts")
    inputs = {tensor.name: tensor for tensor in network.inputs if tensor.name != "ids"}
    probabilities = network({**inputs, "ids": text_to_ids(texts)})
    return keras.Model({**inputs, "texts": texts} if inputs else texts, probabilities)


def save_network(model: keras.Model, path: Path) -> None:
    """Save a model as a .keras archive that carries no date and no address of memory."""
    with tempfile.TemporaryDirectory() as folder:
        model.save(Path(folder) / "model.keras")
        members = read_zip(Path(folder) / "model.keras")
    metadata = {**json.loads(members["metadata.json"]), "date_saved": SAVED_AT}
    config, _ = number_by_order(
        members["config.json"].decode(), r'(?<="shared_object_id": )\d+(?=[,}])'
    )
    members["config.json"] = config.encode()
    members["metadata.json"] = json.dumps(metadata, sort_keys=True).encode()
    write_zip(path, members)


def load_network(path: Path) -> keras.Model:
    """Load a .keras archive in safe mode: nothing in it is run as code."""
    return keras.saving.load_model(path, compile=False, safe_mode=True)


def predict(
    model: keras.Model,
    texts: list[str],
    features: dict[str, NDArray[Any]] | None = None,
) -> NDArray[np.float32]:
    """Give the probabilities of raw texts, (n, classes) float32.

    The features of each encoder are (n, layers, width).
    """
    wanted = {tensor.name for tensor in model.inputs}
    composed = [normalize("NFC", text) for text in texts]
    found = np.zeros((len(texts), model.output_shape[-1]), np.float32)
    padded_to = [layer.pad_to or 0 for layer in model.layers if isinstance(layer, TextToIds)]
    for rows in batches_of(composed, least=max(padded_to, default=0)):
        inputs: dict[str, Any] = {
            name: tf.constant(np.asarray(values[rows], np.float32))
            for name, values in (features or {}).items()
        }
        if "texts" in wanted:
            inputs["texts"] = tf.constant([composed[row] for row in rows])
        only = inputs["texts"] if wanted == {"texts"} else inputs
        found[rows] = model(only, training=False).numpy()
    return all_classes(found)


def batches_of(texts: list[str], least: int = 0) -> Iterator[NDArray[np.int64]]:
    """Yield the rows of texts that are predicted together, of similar length.

    A batch is padded to its longest text, so long ones come in small batches.

    Args:
        texts: in any order.
        least: tokens that every text is padded to.
    """
    lengths = np.array([max(len(text), least) for text in texts], np.int64)
    order = np.argsort(lengths, kind="stable")
    while len(order):
        longest = lengths[order[:PREDICTED]]
        fits = (longest <= LONG) | (np.arange(1, len(longest) + 1) * longest <= CHARACTERS)
        size = max(int(fits.sum()), 1)
        yield order[:size]
        order = order[size:]


def all_classes(probabilities: NDArray[np.float32]) -> NDArray[np.float32]:
    """Add the probability of the first of two classes, where only that of the second is given."""
    if probabilities.shape[1] > 1:
        return probabilities
    return np.hstack([1 - probabilities, probabilities])
