"""What is trained: a network to be built from a seed, and texts in the form that it takes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
import tensorflow as tf
from numpy.typing import NDArray

from bakeoff.core.task import Task
from bakeoff.core.tokens import UNKNOWN
from bakeoff.models.fit.train.layers import TextToIds
from bakeoff.models.fit.train.network import Design, build_network
from bakeoff.models.fit.train.training import Split, Trainer

Inputs = dict[str, NDArray[Any]]
Save = Callable[[keras.Model, int], None]  # takes a trained network and its seed


@dataclass(frozen=True)
class Plan:
    """A network to be built from a seed, and texts in the form that it takes.

    Attributes:
        build: from a seed to an untrained network.
        inputs: by split, what the network takes: as in `Split`.
        trim: cut each batch to its longest text; False where the length is fixed.
        save: saves a trained network.
        to_ids: the layer that goes before the network, if it reads words of texts.
    """

    build: Callable[[int], keras.Model]
    inputs: dict[str, Inputs]
    trim: bool
    save: Save
    to_ids: TextToIds | None = None


def plan_network(
    design: Design, texts: dict[str, list[str]], features: dict[str, Inputs], save: Save
) -> Plan:
    """Turn texts into ids, and find out how many rows the network must train for them.

    The rows that are trained, and a fixed length, are those of `train`. Features are (n, layers,
    width) by split and encoder.
    """
    to_ids, length = design.text_to_ids(), None
    if to_ids and design.head.fixed_length:
        length = max(to_ids(tf.constant(texts["train"])).shape[1], 1)
        to_ids = design.text_to_ids(pad_to=length)
    inputs = {split: dict(features[split]) for split in texts}
    known = 0
    if to_ids:
        for split, rows in texts.items():
            inputs[split]["ids"] = to_ids(tf.constant(rows)).numpy()
        known = int(inputs["train"]["ids"].max(initial=UNKNOWN)) + 1
    return Plan(
        lambda seed: build_network(design, known, length, seed),
        inputs,
        length is None,
        save,
        to_ids,
    )


def make_trainer(plan: Plan, task: Task) -> Trainer:
    """Prepare the training of what is planned, with inputs for `train` and `valid`."""
    train, valid = (Split(plan.inputs[split], task.labels[split]) for split in ("train", "valid"))
    return Trainer(
        plan.build,
        train,
        valid,
        batch_size=task.fitting.batch_size,
        learning_rate=task.fitting.learning_rate,
        trim=plan.trim,
    )
