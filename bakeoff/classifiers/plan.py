"""What is trained: a network to be built from a seed, and messages in the form that it takes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
import tensorflow as tf
from numpy.typing import NDArray

from bakeoff.classifiers.layers import TextToIds
from bakeoff.classifiers.network import Design, build_network
from bakeoff.classifiers.training import Split, Trainer
from bakeoff.params.models import Train
from bakeoff.texts.tokens import UNKNOWN

Inputs = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class Plan:
    """A network to be built from a seed, and messages in the form that it takes.

    Attributes:
        build: from a seed to an untrained network.
        inputs: by split, what the network takes: as in `Split`.
        trim: cut each batch to its longest message; False where the length is fixed.
        to_ids: the layer that goes before the network, if it reads words of texts.
    """

    build: Callable[[int], keras.Model]
    inputs: dict[str, Inputs]
    trim: bool
    to_ids: TextToIds | None = None


def plan_network(
    design: Design,
    texts: dict[str, list[str]],
    features: dict[str, Inputs] | None = None,
) -> Plan:
    """Turn texts to ids, and see what the network must hold for them.

    Args:
        design: what to train.
        texts: by split. The rows that are trained, and a fixed length, are those of `train`.
        features: by split, what each encoder gave: (n, layers, width).
    """
    to_ids, length = design.text_to_ids(), None
    if to_ids and design.fixed_length:
        length = max(to_ids(tf.constant(texts["train"])).shape[1], 1)
        to_ids = design.text_to_ids(pad_to=length)
    inputs = {split: dict(features[split]) if features else {} for split in texts}
    known = 0
    if to_ids:
        for split, its in texts.items():
            inputs[split]["ids"] = to_ids(tf.constant(its)).numpy()
        known = int(inputs["train"]["ids"].max(initial=UNKNOWN)) + 1
    return Plan(
        lambda seed: build_network(design, known, length, seed), inputs, length is None, to_ids
    )


def make_trainer(plan: Plan, labels: dict[str, NDArray[Any]], settings: Train) -> Trainer:
    """Prepare the training of what is planned.

    Args:
        plan: with inputs for `train` and `valid`.
        labels: of these two splits.
        settings: batch size, learning rate.
    """
    train, valid = (Split(plan.inputs[split], labels[split]) for split in ("train", "valid"))
    return Trainer(
        plan.build,
        train,
        valid,
        batch_size=settings.batch_size,
        learning_rate=settings.learning_rate,
        trim=plan.trim,
    )
