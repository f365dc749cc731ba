"""Networks on word vectors as a SavedModel that takes raw strings, for TensorFlow Serving.

`serving_default` takes `texts` (batch,) and gives `probabilities` (batch, classes) float32, `label`
(batch,), which the threshold decides, and `classes` (batch, classes), the same names in each row:
TensorFlow Serving wants a row per text in every output. Texts must be of Unicode's form NFC.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import tensorflow as tf

from bakeoff.encoders.base.log_filter import errors_only

VERSION = "1"  # TensorFlow Serving serves the highest number in a folder


def save_strings_model(
    folder: Path, networks: Sequence[Any], classes: list[str], threshold: float | None
) -> None:
    """Write folder/1, a SavedModel, in place of what that holds.

    Args:
        folder: what TensorFlow Serving is given as the model's base path.
        networks: each from strings to probabilities; of several, the mean counts.
        classes: names in the order of the probabilities.
        threshold: of two classes, the second is chosen from this probability upwards; None with
            more, of which the most probable is chosen.
    """
    module = tf.Module()
    module.networks = list(networks)  # the tables and weights that the function uses

    def serve(texts: tf.Tensor) -> dict[str, tf.Tensor]:
        every = [all_classes(network(texts, training=False)) for network in networks]
        probabilities = tf.reduce_mean(tf.stack(every), axis=0)
        names = tf.constant(classes)
        return {
            "probabilities": probabilities,
            "label": tf.gather(names, decide(probabilities, threshold)),
            "classes": tf.tile(names[None], (tf.shape(texts)[0], 1)),
        }

    strings = tf.TensorSpec((None,), tf.string, "texts")
    module.serve = tf.function(serve, [strings], autograph=False)
    target = folder / VERSION
    shutil.rmtree(target, ignore_errors=True)
    with errors_only():
        tf.saved_model.save(module, str(target), {"serving_default": module.serve})
    (target / "fingerprint.pb").unlink(missing_ok=True)  # holds a random number


def all_classes(probabilities: tf.Tensor) -> tf.Tensor:
    """Add the probability of the first of two classes, where only that of the second is given."""
    if probabilities.shape[1] > 1:
        return probabilities
    return tf.concat([1 - probabilities, probabilities], axis=1)


def decide(probabilities: tf.Tensor, threshold: float | None) -> tf.Tensor:
    """Choose the number of a class for each text."""
    if threshold is None:
        return tf.argmax(probabilities, axis=1)
    return tf.cast(probabilities[:, 1] >= threshold, tf.int64)
