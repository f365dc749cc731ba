"""Train one network from several seeds, whole epochs as one compiled loop.

`Model.fit` calls into Python for each batch, which costs more than these small networks do. Here
an epoch is one graph, traced once for all seeds: each seed's fresh weights are copied in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from bakeoff.core.tokens import PADDING

EVALUATION_BATCH = 256


@dataclass(frozen=True)
class Split:
    """Messages as numbers.

    Attributes:
        inputs: what the network takes, by name: `ids` (n, length) int32, padding after the tokens;
            of encoders (n, layers, width) float16 or float32.
        labels: (n,) int32, the number of the class.
    """

    inputs: dict[str, NDArray[Any]]
    labels: NDArray[np.int32]


@dataclass(frozen=True)
class Scores:
    """Loss (nats a message) and accuracy of a split."""

    loss: float
    accuracy: float


@dataclass(frozen=True)
class Run:
    """The training from one seed: scores after each epoch, and the epoch that was kept, from 1."""

    seed: int
    train_loss: list[float]
    valid: list[Scores]
    kept_epoch: int


class Trainer:
    """Trains `network` again and again, from the weights that `build` gives for a seed."""

    def __init__(
        self,
        build: Callable[[int], keras.Model],
        train: Split,
        valid: Split,
        *,
        batch_size: int,
        learning_rate: float,
        trim: bool,
    ) -> None:
        """Prepare the graphs.

        Args:
            build: from a seed to an untrained network; always of the same layers.
            train: what the weights are fitted to.
            valid: what the epoch to keep is chosen on.
            batch_size: messages a step.
            learning_rate: of Adam.
            trim: cut each batch to its longest message; False where the length is fixed.
        """
        self.build = build
        self.train_split, self.valid_split = _as_tensors(train), _as_tensors(valid)
        self.network = build(0)
        self.optimizer = keras.optimizers.Adam(learning_rate)
        self.optimizer.build(self.network.trainable_variables)
        self.fresh_optimizer = [variable.numpy() for variable in self.optimizer.variables]
        self.batch_size, self.trim = batch_size, trim
        two = self.network.output_shape[-1] == 1
        self.loss = (
            keras.losses.BinaryCrossentropy()
            if two
            else keras.losses.SparseCategoricalCrossentropy()
        )
        rows = tf.TensorSpec((None,), tf.int64)  # of any number: traced once for subsets too
        self._epoch = tf.function(self._run_epoch, input_signature=[rows])
        self._evaluate = tf.function(self._run_evaluation)
        self._predict = tf.function(self._run_prediction)

    def run(
        self,
        seed: int,
        *,
        epochs: int,
        patience: int | None,
        rows: NDArray[np.int64] | None = None,
    ) -> Run:
        """Train from one seed; leave the weights of the epoch that was kept in `network`.

        Args:
            seed: of the initial weights, of dropout and of the order of the messages.
            epochs: at most.
            patience: epochs without a lower validation loss before stopping, and the weights of
                the lowest are kept; None trains all epochs and keeps the last.
            rows: numbers of the training messages of an epoch, of which some may come again; None
                for each of them once.
        """
        self._start_from(seed)
        order = np.random.default_rng(seed)
        if rows is None:
            rows = np.arange(len(self.train_split.labels))
        losses: list[float] = []
        valid: list[Scores] = []
        best, kept = np.inf, self.network.get_weights()
        kept_epoch = epochs
        for epoch in range(1, epochs + 1):
            losses.append(float(self._epoch(order.permutation(rows))))
            valid.append(self.evaluate(self.valid_split))
            if patience is None:
                continue
            if valid[-1].loss < best:
                best, kept, kept_epoch = valid[-1].loss, self.network.get_weights(), epoch
            elif epoch - kept_epoch >= patience:
                break
        if patience is not None:
            self.network.set_weights(kept)
        return Run(seed, losses, valid, kept_epoch)

    def evaluate(self, split: Split) -> Scores:
        """Score a split with the weights as they stand."""
        loss, accuracy = self._evaluate(split.inputs, split.labels)
        return Scores(float(loss), float(accuracy))

    def predict(self, inputs: dict[str, NDArray[Any]]) -> NDArray[np.float32]:
        """Give the probabilities (n, 1 or classes) of messages with the weights as they stand."""
        found: NDArray[np.float32] = self._predict(inputs).numpy()
        return found

    def _start_from(self, seed: int) -> None:
        fresh = self.build(seed)
        for variable, value in zip(self.network.variables, fresh.variables, strict=True):
            variable.assign(value)
        for variable, start in zip(self.optimizer.variables, self.fresh_optimizer, strict=True):
            variable.assign(start)

    def _batch(self, inputs: dict[str, tf.Tensor], take: tf.Tensor) -> dict[str, tf.Tensor]:
        batch = {name: tf.gather(values, take) for name, values in inputs.items()}
        for name, values in batch.items():
            if name != "ids":
                batch[name] = tf.cast(values, tf.float32)
            elif self.trim:
                used = tf.reduce_any(tf.not_equal(values, PADDING), axis=0)
                length = tf.maximum(tf.reduce_sum(tf.cast(used, tf.int32)), 1)
                batch[name] = values[:, :length]
        return batch

    def _run_epoch(self, order: tf.Tensor) -> tf.Tensor:
        inputs, labels = self.train_split.inputs, tf.constant(self.train_split.labels)
        weights = self.network.trainable_variables
        count, total = tf.size(order), 0.0
        for start in tf.range(0, count, self.batch_size):
            take = order[start : start + self.batch_size]
            batch, its_labels = self._batch(inputs, take), tf.gather(labels, take)[:, None]
            with tf.GradientTape() as tape:
                loss = self.loss(its_labels, self.network(batch, training=True))
            # dense: of an embedding's rows Adam would add up the squares of repeated ones
            slopes = [tf.convert_to_tensor(slope) for slope in tape.gradient(loss, weights)]
            self.optimizer.apply(slopes, weights)
            total += loss * tf.cast(tf.shape(its_labels)[0], tf.float32)
        # a product, as a graph divides by a constant: so the last bits are those of a known count
        return total * (1.0 / tf.cast(count, tf.float32))

    def _run_evaluation(
        self, inputs: dict[str, tf.Tensor], labels: tf.Tensor
    ) -> tuple[tf.Tensor, tf.Tensor]:
        count = tf.shape(labels)[0]
        total, right = 0.0, 0.0
        for start in tf.range(0, count, EVALUATION_BATCH):
            take = tf.range(start, tf.minimum(start + EVALUATION_BATCH, count))
            its_labels = tf.gather(labels, take)[:, None]
            probabilities = self.network(self._batch(inputs, take), training=False)
            size = tf.cast(tf.shape(take)[0], tf.float32)
            total += self.loss(its_labels, probabilities) * size
            if probabilities.shape[-1] == 1:
                guess = tf.cast(probabilities > 0.5, tf.int32)
            else:
                guess = tf.argmax(probabilities, axis=-1, output_type=tf.int32)[:, None]
            right += tf.reduce_sum(tf.cast(tf.equal(guess, its_labels), tf.float32))
        return total / tf.cast(count, tf.float32), right / tf.cast(count, tf.float32)

    def _run_prediction(self, inputs: dict[str, tf.Tensor]) -> tf.Tensor:
        count = tf.shape(next(iter(inputs.values())))[0]
        found = tf.TensorArray(tf.float32, 0, dynamic_size=True, infer_shape=False)
        for start in tf.range(0, count, EVALUATION_BATCH):
            take = tf.range(start, tf.minimum(start + EVALUATION_BATCH, count))
            batch = self._batch(inputs, take)
            found = found.write(found.size(), self.network(batch, training=False))
        return found.concat()


def _as_tensors(split: Split) -> Split:
    """Copy the inputs once, to where they are no part of a graph, of which 2 GB are the most."""
    return Split({name: tf.constant(values) for name, values in split.inputs.items()}, split.labels)
