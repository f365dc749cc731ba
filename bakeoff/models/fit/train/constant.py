"""Train heads on inputs that no training changes: all rounds as one stack of runs."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from bakeoff.core.rounds import Outcome, Round
from bakeoff.core.task import Task
from bakeoff.models.fit.train.design import Design
from bakeoff.models.fit.train.runs import Run
from bakeoff.models.fit.train.settings import Settings
from bakeoff.models.fit.train.stack.inputs import Source, Values
from bakeoff.models.fit.train.stack.network import Sizes
from bakeoff.models.fit.train.stack.runs import Trained
from bakeoff.models.fit.train.stack.stacked import Options
from bakeoff.models.fit.train.stack.training import train_runs


def sizes_of(design: Design, task: Task) -> Sizes:
    """Give the sizes of the network."""
    head = task.head
    return Sizes(design.shapes(), head.hidden, task.classes, head.dropout)


def options_of(fitting: Settings) -> Options:
    """Give the options of the stack."""
    return Options(
        fitting.batch_size,
        fitting.learning_rate,
        class_weight="balanced" if fitting.class_weight == "balanced" else None,
        max_memory=fitting.max_memory,
    )


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
    sizes, options = sizes_of(design, task), options_of(task.fitting)
    trained = train_runs(source, task.labels, runs, sizes, options, name=task.name)
    for spec, found in zip(rounds, trained, strict=True):
        yield outcome_of(spec, found)


def outcome_of(spec: Round, found: Trained) -> Outcome:
    """Describe what a run gave."""
    history: dict[str, object] = {"kept_epoch": found.kept_epoch}
    mixes = {
        name.removesuffix("_scores"): {
            "s": [round(float(x), 6) for x in softmax(values)],
            "gamma": round(float(found.weights[name.replace("_scores", "_gamma")][0]), 6),
        }
        for name, values in found.weights.items()
        if name.endswith("_scores")
    }
    if mixes:
        history["mix"] = mixes
    history["epochs"] = {
        "train_loss": [round(x, 6) for x in found.train_loss],
        "valid_loss": [round(x, 6) for x in found.valid_loss],
    }
    return Outcome(
        valid=found.probabilities[spec.valid],
        test=found.probabilities[spec.test],
        steps=found.steps,
        choice={},
        history=history,
    )


def softmax(scores: np.ndarray) -> np.ndarray:
    """Normalise the exponentials."""
    powers = np.exp(scores.astype(np.float64) - scores.max())
    return np.asarray(powers / powers.sum())
