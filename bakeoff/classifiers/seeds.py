"""Train one network from several seeds, in one process, and save each."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
from numpy.typing import NDArray
from tqdm import tqdm

from bakeoff.classifiers.network import Design, read_strings, save_network
from bakeoff.classifiers.plan import Plan, make_trainer, plan_network
from bakeoff.elmo.scalar_mix import ScalarMix
from bakeoff.params.models import Train
from bakeoff.texts.classes import Labelled
from bakeoff.vectors.embedding import Embedding, save_embedding

Record = dict[str, Any]


def train_from_seeds(
    design: Design,
    settings: Train,
    train: Labelled,
    valid: Labelled,
    folder: Path,
    features: dict[str, dict[str, NDArray[Any]]] | None = None,
) -> list[Record]:
    """Train and save a network a seed, and the embedding that the first ended with.

    Args:
        design: what to train.
        settings: seeds, epochs, batch size, learning rate, patience.
        train: what the weights are fitted to.
        valid: what the epoch to keep is chosen on.
        folder: where seed-<seed>.keras and embedding.npz are written.
        features: for train and valid, what each encoder gave: (n, layers, width).

    Returns:
        For each seed: the epoch kept, the scores with its weights, the mix of each encoder's
        layers, and the course of the losses.
    """
    plan = plan_network(design, {"train": train[0], "valid": valid[0]}, features)

    def save(network: keras.Model, seed: int) -> None:
        save_network(read_strings(network, plan.to_ids), folder / f"seed-{seed}.keras")
        if design.embedding and seed == settings.seeds[0]:
            save_embedding(folder / "embedding.npz", _learned(design.embedding, network))

    labels = {"train": train[1], "valid": valid[1]}
    return run_seeds(plan, labels, settings, save, name=folder.name)


def run_seeds(
    plan: Plan,
    labels: dict[str, NDArray[Any]],
    settings: Train,
    save: Callable[[keras.Model, int], None],
    *,
    name: str,
) -> list[Record]:
    """Train a network from every seed, hand each to `save`, and say how it went.

    Args:
        plan: with inputs for `train` and `valid`.
        labels: of these two splits.
        settings: seeds, epochs, batch size, learning rate, patience.
        save: takes the network, with the weights that were kept, and its seed.
        name: of the model, for the progress bar.
    """
    trainer = make_trainer(plan, labels, settings)
    runs = []
    for seed in tqdm(settings.seeds, desc=name, unit="seed", disable=None):
        done = trainer.run(seed, epochs=settings.epochs, patience=settings.patience)
        record: Record = {"seed": seed, "kept_epoch": done.kept_epoch}
        for split_name, split in (("train", trainer.train_split), ("valid", trainer.valid_split)):
            scores = trainer.evaluate(split)
            record |= {
                f"{split_name}_loss": scores.loss,
                f"{split_name}_accuracy": scores.accuracy,
            }
        if mixes := _mixes(trainer.network):
            record["mix"] = {mix.name: {"s": mix.s, "gamma": mix.gamma} for mix in mixes}
        record["epochs"] = {
            "train_loss": done.train_loss,
            "valid_loss": [scores.loss for scores in done.valid],
            "valid_accuracy": [scores.accuracy for scores in done.valid],
        }
        runs.append(_rounded(record))
        save(trainer.network, seed)
    return runs


def _mixes(network: keras.Model) -> list[ScalarMix]:
    """Find the mixes of encoders' layers, in networks within the network too."""
    inner = [
        mix for part in network.layers if isinstance(part, keras.Model) for mix in _mixes(part)
    ]
    return [*inner, *(layer for layer in network.layers if isinstance(layer, ScalarMix))]


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
