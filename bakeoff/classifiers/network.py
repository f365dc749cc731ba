"""The networks: an embedding, a head on top of it, and probabilities; saved and loaded."""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from bakeoff.classifiers.addresses import number_by_order
from bakeoff.classifiers.layers import MaskedPooling, TextToIds, TokenEmbedding
from bakeoff.files import read_zip, write_zip
from bakeoff.params.models import Cnn, Flatten, Pool
from bakeoff.params.schema import Text
from bakeoff.vectors.matrix import Embedding

SAVED_AT = "1980-01-01@00:00:00"  # in place of a date: the same model is the same bytes


@dataclass(frozen=True)
class Design:
    """All that a network is built from.

    Attributes:
        embedding: its words and the matrix to start from.
        trainable: whether training changes the embedding.
        from_scratch: start the embedding at random, with the dimension of the matrix.
        head: what stands on top of it.
        text: how texts are cut into tokens.
        classes: how many.
    """

    embedding: Embedding
    trainable: bool
    from_scratch: bool
    head: Flatten | Pool | Cnn
    text: Text
    classes: int

    @property
    def fixed_length(self) -> bool:
        """Whether the head has weights for each position."""
        return isinstance(self.head, Flatten)

    def text_to_ids(self, pad_to: int | None = None) -> TextToIds:
        """Make the layer from strings to ids."""
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
    """Build an untrained network from ids to probabilities.

    Args:
        design: what to build.
        known: how many rows, from the first, training messages can hold.
        length: tokens of every message, or None where it may differ from batch to batch.
        seed: of the initial weights and of dropout.

    Returns:
        A model from (batch, length) int32 to (batch, 1), the probability of the second class of
        two, or (batch, classes).
    """
    keras.utils.set_random_seed(seed)
    rows, dimension = design.embedding.matrix.shape
    ids = keras.Input((length,), dtype="int32", name="ids")
    tuned_rows = known if design.trainable else 0
    embedding = TokenEmbedding(rows, dimension, tuned_rows, name="embedding")
    vectors = embedding(ids)
    if not design.from_scratch:
        embedding.set_matrix(design.embedding.matrix)
    features = _head(design.head, vectors, ids)
    features = keras.layers.Dropout(design.head.dropout)(features)
    if design.classes == 2:
        probabilities = keras.layers.Dense(1, activation="sigmoid")(features)
    else:
        probabilities = keras.layers.Dense(design.classes, activation="softmax")(features)
    return keras.Model(ids, probabilities)


def _head(
    head: Flatten | Pool | Cnn, vectors: keras.KerasTensor, ids: keras.KerasTensor
) -> keras.KerasTensor:
    if isinstance(head, Flatten):
        return keras.layers.Flatten()(vectors)
    if isinstance(head, Pool):
        pooled = MaskedPooling(["mean", "max", "min"])(vectors, ids)
        return keras.layers.Dense(head.hidden, activation="relu")(pooled)
    maxima = []
    for width in head.widths:
        windows = keras.layers.Conv1D(head.filters, width, activation="relu", padding="same")
        maxima.append(MaskedPooling(["max"])(windows(vectors), ids))
    return keras.layers.Concatenate()(maxima)


def read_strings(network: keras.Model, text_to_ids: TextToIds) -> keras.Model:
    """Put the cutting of strings before a network: a model from raw texts to probabilities."""
    texts = keras.Input((), dtype="string", name="texts")
    return keras.Model(texts, network(text_to_ids(texts)))


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


def predict(model: keras.Model, texts: list[str], batch_size: int = 256) -> NDArray[np.float32]:
    """Give the probability of each class.

    Args:
        model: from strings to probabilities.
        texts: raw.
        batch_size: texts at a time.

    Returns:
        (n, classes) float32.
    """
    batches = [
        model(tf.constant(texts[start : start + batch_size]), training=False)
        for start in range(0, len(texts), batch_size)
    ]
    found = np.concatenate(batches).astype(np.float32)
    return np.hstack([1 - found, found]) if found.shape[1] == 1 else found
