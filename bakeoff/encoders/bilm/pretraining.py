"""Train a biLM on a text; a killed run resumes from its last checkpoint."""

import hashlib
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray
from tqdm import tqdm

from bakeoff.encoders.base.batches import batches_by_length
from bakeoff.encoders.bilm.bilm import Bilm
from bakeoff.encoders.bilm.bilstm import DIRECTIONS
from bakeoff.encoders.bilm.checkpoint import Checkpoint
from bakeoff.encoders.bilm.corpus import BEGIN, Corpus, hold_out
from bakeoff.encoders.bilm.language_model import LOGITS_AT_ONCE, LanguageModel, unigram_perplexity
from bakeoff.encoders.bilm.settings import Pretraining

STEPS_BETWEEN_CHECKPOINTS = 500
Epoch = dict[str, float]


class Pretrainer:
    """Trains a biLM on a corpus; `checkpoints` is a folder for nothing else."""

    def __init__(self, corpus: Corpus, settings: Pretraining, checkpoints: Path) -> None:
        """Build the model and draw the sentences to test on."""
        keras.utils.set_random_seed(settings.seed)
        self.corpus, self.settings = corpus, settings
        self.train, self.held_out = hold_out(corpus, settings.held_out, settings.seed)
        self.bilm = Bilm(settings.options)
        self.model = LanguageModel(self.bilm, corpus.words, settings.max_words, settings.samples)
        self.weights = [*self.bilm.trainable_variables, self.model.softmax, self.model.bias]
        steps = len(list(self._by_length(self.train))) * settings.epochs
        self.optimizer = _optimizer(settings, steps)
        self.optimizer.build(self.weights)
        self.checkpoint = Checkpoint(
            checkpoints / f"{_fingerprint(corpus, settings)}.npz",
            [*self.weights, *self.optimizer.variables],
        )
        ints = tf.TensorSpec((None,), tf.int32)
        vectors = tf.TensorSpec((None, settings.options.lstm.projection_dim), tf.float32)
        self._step = tf.function(
            self._take_step, input_signature=[ints, ints, tf.TensorSpec((2,), tf.int32)]
        )
        self._predict = tf.function(self.model.predict, input_signature=[ints, ints])
        self._nll = tf.function(self.model.nll, input_signature=[vectors, ints])

    def run(self) -> list[Epoch]:
        """Train to the end, from the start or from the last checkpoint.

        Returns:
            For every epoch the training loss (nats per word, of the sampled softmax if there is
            one) and, on held-out text, the perplexity of each direction and of a unigram model.
        """
        epochs, step, total = self._resume()
        unigram = self._unigram_perplexity()
        for epoch in range(len(epochs), self.settings.epochs):
            loss = self._train_epoch(epochs, step, total)
            record = {"epoch": epoch + 1, "loss": loss} | self.perplexities()
            epochs.append(record | {"unigram": unigram})
            logging.info(
                "epoch %d: held-out perplexity %.1f forward, %.1f backward; unigram %.1f",
                *(epoch + 1, record["forward"], record["backward"], unigram),
            )
            step, total = 0, 0.0
            self.checkpoint.save({"epochs": epochs, "step": step, "total": total})
        return epochs

    def perplexities(self) -> dict[str, float]:
        """Give the perplexity of each direction on held-out text, by the whole softmax."""
        nll, count = np.zeros(len(DIRECTIONS)), np.zeros(len(DIRECTIONS))
        rows = max(LOGITS_AT_ONCE // self.model.classes, 1)
        for batch in self._by_length(self.held_out):
            for direction, (hidden, targets) in enumerate(self._predict(*self.corpus.take(batch))):
                for start in range(0, len(targets), rows):
                    part = self._nll(hidden[start : start + rows], targets[start : start + rows])
                    nll[direction] += float(tf.reduce_sum(part))
                count[direction] += len(targets)
        return dict(zip(DIRECTIONS, np.exp(nll / count).tolist(), strict=True))

    def _train_epoch(self, epochs: list[Epoch], step: int, total: float) -> float:
        """Train the epoch after those done, from `step`; `total` is the loss summed before it."""
        epoch = len(epochs)
        batches = list(self._batches(epoch))
        bar = tqdm(batches, desc=f"epoch {epoch + 1}", unit="batch", initial=step, disable=None)
        for at in range(step, len(batches)):
            seed = tf.constant([epoch, 2 * at], tf.int32)
            total += float(self._step(*self.corpus.take(batches[at]), seed))
            bar.update()
            if (at + 1) % STEPS_BETWEEN_CHECKPOINTS == 0:
                self.checkpoint.save({"epochs": epochs, "step": at + 1, "total": total})
        bar.close()
        return total / len(batches)

    def _take_step(self, ids: tf.Tensor, lengths: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            loss = self.model.loss(ids, lengths, seed)
        gradients = tape.gradient(loss, [weight.value for weight in self.weights])
        gradients, _ = tf.clip_by_global_norm(gradients, self.settings.clip_norm)
        self.optimizer.apply(gradients, self.weights)
        return loss

    def _by_length(self, sentences: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
        lengths = self.corpus.lengths[sentences].astype(np.int64)
        for batch in batches_by_length(lengths, self.settings.batch_tokens):
            yield sentences[batch]

    def _batches(self, epoch: int) -> Iterator[NDArray[np.int64]]:
        """Give the batches of an epoch, sentences of similar length; shuffled for each epoch."""
        rng = np.random.default_rng((self.settings.seed, epoch))
        batches = list(self._by_length(rng.permutation(self.train)))
        return (batches[number] for number in rng.permutation(len(batches)))

    def _unigram_perplexity(self) -> float:
        def classes(sentences: NDArray[np.int64]) -> NDArray[np.int32]:
            ids, _ = self.corpus.take(sentences)
            return np.asarray(self.model.class_of(ids[ids != BEGIN]))

        train, held_out = classes(self.train), classes(self.held_out)
        return unigram_perplexity(train, held_out, self.model.classes)

    def _resume(self) -> tuple[list[Epoch], int, float]:
        state = self.checkpoint.load()
        if state is None:
            return [], 0, 0.0
        logging.info("resumed after epoch %d, step %d", len(state["epochs"]), state["step"])
        return state["epochs"], state["step"], state["total"]


def _optimizer(settings: Pretraining, steps: int) -> keras.optimizers.Optimizer:
    rate: Any = settings.learning_rate
    if settings.schedule == "linear":
        rate = keras.optimizers.schedules.PolynomialDecay(rate, steps, end_learning_rate=0.0)
    if settings.optimizer == "adam":
        return keras.optimizers.Adam(rate)
    return keras.optimizers.Adagrad(rate, initial_accumulator_value=1.0)


def _fingerprint(corpus: Corpus, settings: Pretraining) -> str:
    """Name what a checkpoint belongs to: this text and these settings."""
    digest = hashlib.sha256(settings.model_dump_json().encode())
    digest.update("\n".join(corpus.words).encode("utf-8", "surrogatepass"))
    digest.update(corpus.ids.tobytes())
    return digest.hexdigest()[:16]
