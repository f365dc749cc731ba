"""Train one design from several seeds, in one process, and save each network."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import tensorflow as tf
from tqdm import tqdm

from bakeoff.classifiers.network import Design, build_network, read_strings, save_network
from bakeoff.classifiers.training import Split, Trainer
from bakeoff.params.models import Train
from bakeoff.texts.classes import Labelled
from bakeoff.texts.tokens import UNKNOWN
from bakeoff.vectors.matrix import Embedding, save_embedding


def train_from_seeds(
    design: Design, settings: Train, train: Labelled, valid: Labelled, folder: Path
) -> list[dict[str, Any]]:
    """Train and save a network a seed, and the embedding that the first ended with.

    Args:
        design: what to train.
        settings: seeds, epochs, batch size, learning rate, patience.
        train: what the weights are fitted to.
        valid: what the epoch to keep is chosen on.
        folder: where seed-<seed>.keras and embedding.npz are written.

    Returns:
        For each seed: the epoch kept, the scores with its weights, and the course of the losses.
    """
    to_ids = design.text_to_ids()
    train_ids = to_ids(tf.constant(train[0])).numpy()
    length = max(train_ids.shape[1], 1) if design.fixed_length else None
    if length is not None:
        to_ids = design.text_to_ids(pad_to=length)
        train_ids = to_ids(tf.constant(train[0])).numpy()
    splits = {
        "train": Split(train_ids, train[1]),
        "valid": Split(to_ids(tf.constant(valid[0])).numpy(), valid[1]),
    }
    known = int(train_ids.max(initial=UNKNOWN)) + 1
    trainer = Trainer(
        lambda seed: build_network(design, known, length, seed),
        **splits,
        batch_size=settings.batch_size,
        learning_rate=settings.learning_rate,
        trim=length is None,
    )
    runs = []
    for seed in tqdm(settings.seeds, desc=folder.name, unit="seed", disable=None):
        done = trainer.run(seed, epochs=settings.epochs, patience=settings.patience)
        record: dict[str, Any] = {"seed": seed, "kept_epoch": done.kept_epoch}
        for name, split in splits.items():
            scores = trainer.evaluate(split)
            record |= {f"{name}_loss": scores.loss, f"{name}_accuracy": scores.accuracy}
        record["epochs"] = {
            "train_loss": done.train_loss,
            "valid_loss": [scores.loss for scores in done.valid],
            "valid_accuracy": [scores.accuracy for scores in done.valid],
        }
        runs.append(_rounded(record))
        save_network(read_strings(trainer.network, to_ids), folder / f"seed-{seed}.keras")
        if seed == settings.seeds[0]:
            save_embedding(folder / "embedding.npz", _learned(design.embedding, trainer.network))
    return runs


def _learned(embedding: Embedding, network: keras.Model) -> Embedding:
    """Give the embedding with the matrix that training left."""
    return replace(embedding, matrix=network.get_layer("embedding").matrix)


def _rounded(value: Any) -> Any:
    """Round numbers to 6 decimals, all the way down: a metrics file is to be read."""
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_rounded(inner) for inner in value]
    return round(value, 6) if isinstance(value, float) else value
