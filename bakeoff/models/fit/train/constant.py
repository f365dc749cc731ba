"""Train heads on inputs that no training changes: all rounds as one stack of runs."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from bakeoff.core.rounds import Outcome, Round
from bakeoff.core.task import Task
from bakeoff.models.fit.train.design import Design
from bakeoff.models.fit.train.runs import Run, describe_run, share_layers
from bakeoff.models.fit.train.settings import Settings
from bakeoff.models.fit.train.stack.inputs import Source, Values
from bakeoff.models.fit.train.stack.network import Sizes
from bakeoff.models.fit.train.stack.runs import Trained
from bakeoff.models.fit.train.stack.training import train_runs


def sizes_of(design: Design, task: Task) -> Sizes:
    """Give the sizes of the network."""
    head = task.head
    return Sizes(design.shapes(), head.hidden, task.classes, head.dropout)


def run_of(spec: Round, fitting: Settings) -> Run:
    """Describe the run of a round."""
    times = -(-spec.epoch_rows // len(spec.train))
    return Run(
        seed=spec.seed or 0,
        train=np.tile(spec.train, max(times, 1)),
        valid=spec.valid,
        epochs=spec.steps or fitting.epochs,
        patience=None if spec.steps else fitting.patience,
        steps=spec.steps,
    )


class Constants:
    """The inputs of rounds, made once for all that know the same words.

    Args:
        design: the network.
        rounds: each is asked for once.
    """

    def __init__(self, design: Design, rounds: Sequence[Round]) -> None:
        self.design, self.rounds = design, rounds
        self.left = Counter(map(self._key, rounds))
        self.kept: dict[tuple[int, int | None], Values] = {}

    def __call__(self, number: int) -> Values:
        """Give the inputs of a round; keep them while another round will ask for them."""
        spec = self.rounds[number]
        key = self._key(spec)
        values = self.kept.pop(key, None) or self.design.constants(spec)
        self.left[key] -= 1
        if self.left[key]:
            self.kept[key] = values
        return values

    @staticmethod
    def _key(spec: Round) -> tuple[int, int | None]:
        return spec.partition, spec.seed


def fit_constant(design: Design, task: Task, rounds: Sequence[Round]) -> Iterator[Outcome]:
    """Train the head in every round."""
    runs = [run_of(spec, task.fitting) for spec in rounds]
    source: Source = design.encoders if design.words is None else Constants(design, rounds)
    sizes = sizes_of(design, task)
    trained = train_runs(source, task.labels, runs, sizes, task.fitting, name=task.name)
    for spec, found in zip(rounds, trained, strict=True):
        yield outcome_of(spec, found)


def outcome_of(spec: Round, found: Trained) -> Outcome:
    """Describe what a run gave."""
    mixes = {
        name.removesuffix("_scores"): (
            share_layers(values),
            float(found.weights[name.replace("_scores", "_gamma")][0]),
        )
        for name, values in found.weights.items()
        if name.endswith("_scores")
    }
    return Outcome(
        valid=found.probabilities[spec.valid],
        test=found.probabilities[spec.test],
        steps=found.steps,
        choice={},
        history=describe_run(found.kept_epoch, found.train_loss, found.valid_loss, mixes),
    )
