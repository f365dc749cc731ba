"""The networks: vectors of words or of encoders, a head, probabilities; saved and loaded."""

import json
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from bakeoff.classifiers.addresses import number_by_order
from bakeoff.classifiers.layers import MaskedPooling, TextToIds, TokenEmbedding
from bakeoff.elmo.scalar_mix import ScalarMix
from bakeoff.files import read_zip, write_zip
from bakeoff.params.models import Cnn, Dense, Flatten, Pool
from bakeoff.params.schema import Text
from bakeoff.vectors.embedding import Embedding

Head = Flatten | Pool | Cnn | Dense
SAVED_AT = "1980-01-01@00:00:00"  # in place of a date: the same model is the same bytes


@dataclass(frozen=True)
class Design:
    """All that a network is built from.

    Attributes:
        embedding: its words and the matrix to start from; None if only encoders are read.
        trainable: whether training changes the embedding.
        from_scratch: start the embedding at random, with the dimension of the matrix.
        head: what stands on top of it.
        text: how texts are cut into tokens.
        classes: how many.
        encoders: by name, the layers and the width of what frozen encoders give.
    """

    embedding: Embedding | None
    trainable: bool
    from_scratch: bool
    head: Head
    text: Text
    classes: int
    encoders: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def fixed_length(self) -> bool:
        """Whether the head has weights for each position."""
        return isinstance(self.head, Flatten)

    def text_to_ids(self, pad_to: int | None = None) -> TextToIds | None:
        """Make the layer from strings to ids, if there are words."""
        if self.embedding is None:
            return None
        text = self.text
        return TextToIds(
            words=self.embedding.words,
            lower=text.lower,
            separators=text.separators,
            symbols=text.symbols,
            max_length=text.max_length,
            pad_to=pad_to,
        )


def build_network(design: Design, known: int, length: int | None, seed: int) -> keras.Model:
    """Build an untrained network from ids, and what encoders gave, to probabilities.

    Args:
        design: what to build.
        known: how many rows, from the first, training messages can hold.
        length: tokens of every message, or None where it may differ from batch to batch.
        seed: of the initial weights and of dropout.

    Returns:
        A model from a dict of `ids` (batch, length) int32, if there are words, and of each
        encoder's (batch, layers, width) float32, to (batch, 1), the probability of the second class
        of two, or (batch, classes).
    """
    keras.utils.set_random_seed(seed)
    inputs, features = {}, []
    for name, shape in design.encoders.items():
        inputs[name] = keras.Input(shape, name=name)
        features.append(ScalarMix(name=f"{name}_mix")(inputs[name]))
    if design.embedding is not None:
        inputs["ids"] = keras.Input((length,), dtype="int32", name="ids")
        vectors = _embed(design, design.embedding, known, inputs["ids"])
        features.append(_read_words(design.head, vectors, inputs["ids"]))
    return keras.Model(inputs, add_head(design.head, features, design.classes))


def add_head(head: Head, features: list[keras.KerasTensor], classes: int) -> keras.KerasTensor:
    """Put a head on top of features (batch, n), joined: probabilities (batch, 1 or classes)."""
    joined = features[0] if len(features) == 1 else keras.layers.Concatenate()(features)
    if isinstance(head, Pool | Dense):
        joined = keras.layers.Dense(head.hidden, activation="relu")(joined)
    joined = keras.layers.Dropout(head.dropout)(joined)
    if classes == 2:
        return keras.layers.Dense(1, activation="sigmoid")(joined)
    return keras.layers.Dense(classes, activation="softmax")(joined)


def _embed(
    design: Design, embedding: Embedding, known: int, ids: keras.KerasTensor
) -> keras.KerasTensor:
    rows, dimension = embedding.matrix.shape
    layer = TokenEmbedding(rows, dimension, known if design.trainable else 0, name="embedding")
    vectors = layer(ids)
    if not design.from_scratch:
        layer.set_matrix(embedding.matrix)
    return vectors


def _read_words(
    head: Head, vectors: keras.KerasTensor, ids: keras.KerasTensor
) -> keras.KerasTensor:
    """Make (batch, n) of (batch, length, dimension), in the manner of the head."""
    if isinstance(head, Flatten):
        return keras.layers.Flatten()(vectors)
    if not isinstance(head, Cnn):
        return MaskedPooling(["mean", "max", "min"])(vectors, ids)
    maxima = []
    for width in head.widths:
        windows = keras.layers.Conv1D(head.filters, width, activation="relu", padding="same")
        maxima.append(MaskedPooling(["max"])(windows(vectors), ids))
    return keras.layers.Concatenate()(maxima)


def read_strings(network: keras.Model, text_to_ids: TextToIds | None) -> keras.Model:
    """Put the cutting of strings before a network.

    Returns:
        A model from raw texts to probabilities. If it reads encoders too: from a dict of `texts`
        and of what each encoder gave. If it reads no words, the network as it is.
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
    """Load a .keras archive in safe mode: nothing that it holds is run as code."""
    return keras.saving.load_model(path, compile=False, safe_mode=True)


def predict(
    model: keras.Model,
    texts: list[str],
    features: dict[str, NDArray[Any]] | None = None,
    batch_size: int = 256,
) -> NDArray[np.float32]:
    """Give the probability of each class.

    Args:
        model: from strings, or what encoders gave for them, or both, to probabilities.
        texts: raw.
        features: of each encoder (n, layers, width).
        batch_size: texts at a time.

    Returns:
        (n, classes) float32.
    """
    wanted = {tensor.name for tensor in model.inputs}
    batches = []
    for start in range(0, len(texts), batch_size):
        rows = slice(start, start + batch_size)
        inputs: dict[str, Any] = {
            name: tf.constant(values[rows], tf.float32) for name, values in (features or {}).items()
        }
        if "texts" in wanted:
            inputs["texts"] = tf.constant(texts[rows])
        only = inputs["texts"] if wanted == {"texts"} else inputs
        batches.append(model(only, training=False).numpy())
    return all_classes(np.concatenate(batches).astype(np.float32))


def all_classes(probabilities: NDArray[np.float32]) -> NDArray[np.float32]:
    """Give a probability of each class, where that of the second of two stands alone."""
    if probabilities.shape[1] > 1:
        return probabilities
    return np.hstack([1 - probabilities, probabilities])
