"""Train networks by Adam; each round keeps the epoch with the lowest validation loss."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bakeoff.core.rounds import Outcome, Round
from bakeoff.core.settings import TensorFlowRuntime
from bakeoff.core.task import Final, Task
from bakeoff.models.fit.train.encoded import planner_of
from bakeoff.models.fit.train.kind import is_constant
from bakeoff.models.fit.train.settings import Settings

RUNTIME = TensorFlowRuntime
__all__ = ["RUNTIME", "Settings", "fit_final", "fit_rounds", "has_cheap_curve", "seeds"]


def seeds(task: Task) -> list[int]:
    """Give the seeds of a split with one training set."""
    chosen: list[int] = task.fitting.seeds
    return chosen


def has_cheap_curve(task: Task) -> bool:
    """Tell whether subsets of the labels train fast, as one stack."""
    return is_constant(task)


def fit_rounds(task: Task, rounds: Sequence[Round]) -> Iterator[Outcome]:
    """Train the network in every round."""
    fitted: Iterator[Outcome] = planner_of(task.model).fit_rounds(task, rounds)
    return fitted


def fit_final(
    task: Task, rounds: Sequence[Round], outcomes: Sequence[Outcome], folder: Path
) -> Final:
    """Train the network on all texts and save it."""
    final: Final = planner_of(task.model).fit_final(task, rounds, outcomes, folder)
    return final
