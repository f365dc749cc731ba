"""Train networks whose inputs change as they learn, or that read words in order: round by round."""

from collections.abc import Iterator, Sequence

import keras
import numpy as np
from numpy.typing import NDArray

from bakeoff.core.rounds import Outcome, Round
from bakeoff.core.task import Task
from bakeoff.models.fit.train.constant import run_of
from bakeoff.models.fit.train.design import Design
from bakeoff.models.fit.train.network import all_classes, build_network, fixed_length
from bakeoff.models.fit.train.runs import Course, describe_run
from bakeoff.models.fit.train.scalar_mix import ScalarMix
from bakeoff.models.fit.train.training import Trainer


def make_trainer(design: Design, task: Task, spec: Round) -> Trainer:
    """Prepare the training of rounds of one length; the graph is that of the first."""
    return Trainer(
        build_network(design, task, spec),
        design.encoders,
        design.words.ids if design.words is not None else None,
        task.labels,
        task.classes,
        task.fitting,
        trim=not task.head.fixed_length,
    )


def fit_sequential(design: Design, task: Task, rounds: Sequence[Round]) -> Iterator[Outcome]:
    """Train the network in every round, one after the other."""
    trainer = make_trainer(design, task, rounds[0])
    for spec in rounds:
        if trainer.length != fixed_length(design, task, spec):
            trainer = make_trainer(design, task, spec)
        if design.words is not None:
            trainer.flat.assign(design.words.row_map(spec.unlabelled)[design.words.ids.flat])
        course = trainer.run(run_of(spec, task.fitting), build_network(design, task, spec))
        yield outcome_of(spec, course, trainer)


def outcome_of(spec: Round, course: Course, trainer: Trainer) -> Outcome:
    """Describe a run, and predict with the weights that it kept."""
    mixes = {
        mix.name.removesuffix("_mix"): (mix.s, mix.gamma) for mix in find_mixes(trainer.network)
    }
    return Outcome(
        valid=predict_rows(trainer, spec.valid),
        test=predict_rows(trainer, spec.test),
        steps=course.kept_steps,
        choice={},
        history=describe_run(course.kept_epoch, course.train_loss, course.valid_loss, mixes),
    )


def predict_rows(trainer: Trainer, rows: NDArray[np.int64]) -> NDArray[np.float32]:
    """Give the probabilities of some texts: (rows, classes)."""
    if not len(rows):
        return np.zeros((0, trainer.classes), np.float32)
    return all_classes(trainer.predict(rows))


def find_mixes(network: keras.Model) -> list[ScalarMix]:
    """Find the mixes of encoders' layers, in networks within the network too."""
    inner = [
        mix for part in network.layers if isinstance(part, keras.Model) for mix in find_mixes(part)
    ]
    return [*inner, *(layer for layer in network.layers if isinstance(layer, ScalarMix))]
