"""Train one network in round after round, whole epochs as one compiled loop.

`Model.fit` calls into Python for each batch, which costs more than these small networks do. Here
an epoch is one graph, traced once for all rounds: each round's fresh weights are copied in.
"""

from collections.abc import Iterator
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from bakeoff.core.table import Rows
from bakeoff.models.fit.train.runs import Course, Run, weigh_classes
from bakeoff.models.fit.train.settings import Settings
from bakeoff.models.fit.train.text_to_ids import lay_out
from bakeoff.models.fit.train.words import Ragged

EVALUATION_BATCH = 256  # texts
LONG = 256  # tokens of a text; longer ones are evaluated apart
EVALUATED = 2**14  # tokens of a batch of those, padding included
Inputs = dict[str, NDArray[Any]]


class Trainer:
    """Trains a network again and again, from the weights of others like it.

    Args:
        network: untrained.
        inputs: of all n texts, by the name of an encoder: (n, layers, width) float16 or float32.
        ids: the words of all n texts, for a network with an input of that name; or None.
        labels: (n,) numbers of classes.
        classes: how many.
        settings: of the training.
        trim: cut each batch to its longest text; False: to the length that the network reads.
    """

    def __init__(
        self,
        network: keras.Model,
        inputs: Inputs,
        ids: Ragged | None,
        labels: NDArray[np.int32],
        classes: int,
        settings: Settings,
        *,
        trim: bool,
    ) -> None:
        self.network, self.settings = network, settings
        lengths = {tensor.name: tensor.shape[1] for tensor in network.inputs}
        self.length: int | None = None if trim else lengths["ids"]
        self.labels, self.classes = labels, classes
        self.lengths = np.zeros(len(labels), np.int64) if ids is None else ids.lengths
        self.starts = tf.constant(np.concatenate([[0], np.cumsum(self.lengths)]))
        self.flat = tf.Variable(ids.flat if ids else np.zeros(0, np.int32), trainable=False)
        self.reads_words = ids is not None
        # variables: constants would be part of the graph, which holds at most 2 GB
        self.inputs = {name: tf.Variable(x, trainable=False) for name, x in inputs.items()}
        self.targets = tf.constant(labels)
        self.optimizer = keras.optimizers.Adam(settings.learning_rate)
        self.optimizer.build(self.network.trainable_variables)
        self.fresh_optimizer = [variable.numpy() for variable in self.optimizer.variables]
        self.loss = (
            keras.losses.BinaryCrossentropy(reduction="none")
            if classes == 2
            else keras.losses.SparseCategoricalCrossentropy(reduction="none")
        )
        rows = tf.TensorSpec((None,), tf.int64)  # of any number: traced once for all rounds
        weights, size = tf.TensorSpec((classes,), tf.float32), tf.TensorSpec((), tf.int32)
        self._epoch = tf.function(self._run_epoch, input_signature=[rows, weights])
        self._evaluate = tf.function(self._run_evaluation, input_signature=[rows, size])
        self._predict = tf.function(self._run_prediction, input_signature=[rows, size])

    def run(self, run: Run, fresh: keras.Model) -> Course:
        """Train one run from the weights of a fresh network; leave those it kept in `network`."""
        for variable, value in zip(self.network.variables, fresh.variables, strict=True):
            variable.assign(value)
        for variable, start in zip(self.optimizer.variables, self.fresh_optimizer, strict=True):
            variable.assign(start)
        rule = self.settings.class_weight
        weights = weigh_classes(self.labels[run.train], self.classes, rule)
        course = Course(run, self.settings.batch_size, self.network.get_weights())
        while not course.stopped:
            train_loss = float(self._epoch(course.next_rows(), weights))
            valid_loss = self._valid_loss(run.valid) if len(run.valid) else None
            course.finish_epoch(self.network.get_weights(), train_loss, valid_loss)
        self.network.set_weights(course.kept)
        return course

    def predict(self, rows: Rows) -> NDArray[np.float32]:
        """Give the probabilities (rows, 1 or classes) with the weights as they stand."""
        found = np.zeros((len(rows), self.network.output_shape[-1]), np.float32)
        for part, size in self._parts(rows):
            found[part] = self._predict(rows[part], size).numpy()
        return found

    def _valid_loss(self, rows: Rows) -> float:
        """Give the mean loss of texts that do not train."""
        parts = [self._evaluate(rows[part], size) for part, size in self._parts(rows)]
        return float(sum(parts[1:], parts[0]) / np.float32(len(rows)))

    def _parts(self, rows: Rows) -> Iterator[tuple[Rows, int]]:
        """Split places in `rows` by the size of batch that bounds the padding."""
        lengths = self.lengths[rows]
        if self.length is not None:
            lengths = np.full(len(rows), self.length)
        is_long = lengths > LONG
        if not is_long.all():
            yield np.flatnonzero(~is_long), EVALUATION_BATCH
        if is_long.any():
            yield np.flatnonzero(is_long), max(EVALUATED // int(lengths.max()), 1)

    def _batch(self, take: tf.Tensor) -> dict[str, tf.Tensor]:
        batch = {name: tf.gather(values, take) for name, values in self.inputs.items()}
        batch = {name: tf.cast(values, tf.float32) for name, values in batch.items()}
        if self.reads_words:
            ids = tf.RaggedTensor.from_row_splits(self.flat, self.starts, validate=False)
            batch["ids"] = lay_out(tf.gather(ids, take), self.length)
        return batch

    def _run_epoch(self, order: tf.Tensor, class_weights: tf.Tensor) -> tf.Tensor:
        weights = self.network.trainable_variables
        count, total = tf.size(order), 0.0
        for start in tf.range(0, count, self.settings.batch_size):
            take = order[start : start + self.settings.batch_size]
            batch, targets = self._batch(take), tf.gather(self.targets, take)
            by_text = tf.gather(class_weights, targets)
            with tf.GradientTape() as tape:
                losses = self.loss(targets[:, None], self.network(batch, training=True))
                loss = tf.reduce_mean(by_text * losses)
            # dense: Adam would square the sum over a word's occurrences one by one
            slopes = [tf.convert_to_tensor(slope) for slope in tape.gradient(loss, weights)]
            self.optimizer.apply(slopes, weights)
            total += loss * tf.cast(tf.size(take), tf.float32)
        return total / tf.cast(count, tf.float32)

    def _run_evaluation(self, rows: tf.Tensor, size: tf.Tensor) -> tf.Tensor:
        total = 0.0
        for start in tf.range(0, tf.size(rows), size):
            take = rows[start : start + size]
            probabilities = self.network(self._batch(take), training=False)
            total += tf.reduce_sum(self.loss(tf.gather(self.targets, take)[:, None], probabilities))
        return total

    def _run_prediction(self, rows: tf.Tensor, size: tf.Tensor) -> tf.Tensor:
        found = tf.TensorArray(tf.float32, 0, dynamic_size=True, infer_shape=False)
        for start in tf.range(0, tf.size(rows), size):
            batch = self._batch(rows[start : start + size])
            found = found.write(found.size(), self.network(batch, training=False))
        return found.concat()
