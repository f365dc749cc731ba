"""Networks that read nothing but texts, compiled for prediction."""

import os
from concurrent.futures import ThreadPoolExecutor

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from bakeoff.encoders.base.batches import batches_by_length
from bakeoff.inference.classifier import Predict, Probabilities
from bakeoff.models.fit.train.network import all_classes

CHARACTERS = 2**16  # of texts that are read together, padding included


def compile_words(network: keras.Model) -> Predict:
    """Compile a network that reads nothing but texts: batches of similar length, as one graph."""

    def run(texts: tf.Tensor) -> tf.Tensor:
        return network(texts, training=False)

    signature = [tf.TensorSpec((None,), tf.string)]
    graph = tf.function(run, signature, autograph=False).get_concrete_function()
    filled = [getattr(layer, "pad_to", None) or 0 for layer in network.layers]

    def classify(texts: list[str]) -> Probabilities:
        lengths = np.array([max([len(text), *filled]) for text in texts])  # at most so many tokens
        probabilities = np.zeros((len(texts), max(network.output_shape[-1], 2)), np.float32)

        def answer(batch: NDArray[np.int64]) -> None:
            strings = tf.constant([texts[number] for number in batch])
            probabilities[batch] = all_classes(graph(strings).numpy())

        # strings are cut by one thread per batch
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(answer, batches_by_length(lengths, CHARACTERS)))
        return probabilities

    return classify
