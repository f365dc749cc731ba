"""The package simple_elmo, which runs bilm-tf's graph by TensorFlow 1's API.

As its documentation advises: one session for all calls, batches of 32 (its default), in file
order. `layers="all"` gives the three layers; its own average of a text counts the padding in, so
the average is taken here. One call encodes one batch, because a call keeps all its vectors as
float64, padded to its longest text.

The package's LSTM states live in variables that pass from one batch to the next. Here they are set
to zero before each batch, as on the other sides, and the batch that its calls would run first to
warm those states up is left out: it would cost time and change the results.
"""

import logging
import os
from pathlib import Path
from typing import Any

# Its LSTM cells are Keras 2's, which the package tf_keras holds; Keras 3 has none.
os.environ["TF_USE_LEGACY_KERAS"] = "1"

import numpy as np
import tensorflow as tf
from simple_elmo import ElmoModel, weight_layers

from benchmarks.bilm.weights import Floats, run_side

BATCH = 32


def encode(folder: Path, texts: list[list[str]], threads: int) -> Floats:
    """Encode texts with simple_elmo, and average its three layers over each text's words."""
    config = tf.compat.v1.ConfigProto(
        intra_op_parallelism_threads=threads, inter_op_parallelism_threads=1
    )
    with tf.Graph().as_default() as graph:
        model = ElmoModel()
        logging.getLogger("simple_elmo").setLevel(logging.WARNING)
        model.load(str(folder), max_batch_size=BATCH)
        vectors = weight_layers("input", model.sentence_embeddings_op, use_layers="all")
        model.elmo_sentence_input = vectors
        begin = tf.compat.v1.global_variables_initializer()
        variables = tf.compat.v1.global_variables()
        clear = tf.group(*(each.initializer for each in variables if "/Variable" in each.name))
    means = []
    with tf.compat.v1.Session(graph=graph, config=config) as session:
        session.run(begin)
        for start in range(0, len(texts), BATCH):
            session.run(clear)
            batch = texts[start : start + BATCH]
            layers = model.get_elmo_vectors(batch, warmup=False, layers="all", session=session)
            means.extend(average(layers, [len(text) for text in batch]))
    return np.stack(means)


def average(layers: Any, lengths: list[int]) -> list[Floats]:
    """Average (texts, layers, length, dimension) over each text's own words."""
    return [
        (layer[:, :length].sum(1) / max(length, 1)).astype(np.float32)
        for layer, length in zip(layers, lengths, strict=True)
    ]


if __name__ == "__main__":
    run_side(encode)
