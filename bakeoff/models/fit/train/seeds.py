"""Train one network from several seeds, in one process, and save each."""

from typing import Any

import keras
from tqdm import tqdm

from bakeoff.core.task import Task
from bakeoff.models.fit.train.plan import Plan, make_trainer
from bakeoff.models.fit.train.scalar_mix import ScalarMix
from bakeoff.models.fit.train.training import Run, Trainer

Record = dict[str, Any]


def run_seeds(plan: Plan, task: Task) -> list[Record]:
    """Train a network from every seed, save each, and describe each training."""
    trainer = make_trainer(plan, task)
    records = []
    for seed in tqdm(task.fitting.seeds, desc=task.name, unit="seed", disable=None):
        run = trainer.run(seed, epochs=task.fitting.epochs, patience=task.fitting.patience)
        records.append(_rounded(describe(run, trainer)))
        plan.save(trainer.network, seed)
    return records


def describe(run: Run, trainer: Trainer) -> Record:
    """Describe the training from one seed, and score its network on both splits."""
    record: Record = {"seed": run.seed, "kept_epoch": run.kept_epoch}
    for name, split in (("train", trainer.train_split), ("valid", trainer.valid_split)):
        scores = trainer.evaluate(split)
        record |= {f"{name}_loss": scores.loss, f"{name}_accuracy": scores.accuracy}
    if mixes := _mixes(trainer.network):
        record["mix"] = {mix.name: {"s": mix.s, "gamma": mix.gamma} for mix in mixes}
    return record | {
        "epochs": {
            "train_loss": run.train_loss,
            "valid_loss": [scores.loss for scores in run.valid],
            "valid_accuracy": [scores.accuracy for scores in run.valid],
        }
    }


def _mixes(network: keras.Model) -> list[ScalarMix]:
    """Find the mixes of encoders' layers, in networks within the network too."""
    inner = [
        mix for part in network.layers if isinstance(part, keras.Model) for mix in _mixes(part)
    ]
    return [*inner, *(layer for layer in network.layers if isinstance(layer, ScalarMix))]


def _rounded(value: Any) -> Any:
    """Round recursively to 6 decimals, for people who read the file."""
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_rounded(inner) for inner in value]
    return round(value, 6) if isinstance(value, float) else value
