"""Train one model on ever fewer labels: how many does it need?

In: what `train` reads, and its predictions. Out: scores on the held-out texts for each number of
labels and each draw. A draw is a random order of a round's training texts and a subset is a prefix
of it, so subsets are nested. The draws, one per round of the first repeat, are the same for all
models. The last point, with all labels of a round, is read from the predictions of `train`.

Only labels become fewer. The texts of the round stay known without them: the words of its
vocabulary, the rows of a matrix, the frequencies of n-grams. Validation texts are labels too.
"""

import logging
from collections.abc import Iterable
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from bakeoff.core.errors import BakeoffError
from bakeoff.core.paths import LEARNING, PREDICTIONS
from bakeoff.core.predictions import load_predictions
from bakeoff.core.rounds import Outcome, Round
from bakeoff.core.stage import run
from bakeoff.core.table import Table
from bakeoff.core.task import FitParameters, Labels, Task, load_task, set_up_fitting
from bakeoff.evaluation.scoring.subsets import Learn, Subset, curve_rounds, draw_subsets
from bakeoff.evaluation.scoring.tables import write_table

Point = dict[str, Any]  # a line of the table, by column
METRICS = ("f1", "macro_f1", "accuracy", "pr_auc", "log_loss")


class Params(FitParameters):
    """What the stage reads of params.yaml."""

    learn: Learn


def score_point(
    labels: int, draw: int | None, truth: Labels, probabilities: NDArray[np.float32]
) -> Point:
    """Score held-out texts with a threshold of one half; PR-AUC and log loss need none."""
    from bakeoff.evaluation.scoring.scores import macro_f1, score  # scikit-learn: 3 CPU-seconds

    scores = score(truth, probabilities) | {"macro_f1": macro_f1(truth, probabilities)}
    return {"labels": labels, "draw": draw, **{name: scores.get(name) for name in METRICS}}


def score_subsets(
    subsets: list[Subset], outcomes: Iterable[Outcome], labels: Labels, name: str
) -> list[Point]:
    """Score what came of each subset."""
    bar = tqdm(outcomes, name, len(subsets), unit="training", disable=None)
    return [
        score_point(subset.labels, subset.spec.seed, labels[subset.spec.test], outcome.test)
        for subset, outcome in zip(subsets, bar, strict=True)
    ]


def score_whole(
    rounds: list[Round], whole: list[NDArray[np.float32]], labels: Labels
) -> list[Point]:
    """Score the predictions of `train`; their number of labels is the mean over the rounds."""
    count = round(np.mean([len(np.union1d(spec.train, spec.valid)) for spec in rounds]))
    return [
        score_point(count, spec.seed, labels[spec.test], probabilities[spec.test])
        for spec, probabilities in zip(rounds, whole, strict=True)
    ]


def load_whole(
    name: str, table: Table, rounds: list[Round], seeds: list[int] | None
) -> list[NDArray[np.float32]]:
    """Load the probabilities, (n, classes), of the rounds of `train` that a curve ends with.

    Args:
        name: of the model.
        table: the partitions.
        rounds: of the curve.
        seeds: of the model; None if nothing depends on chance.

    Raises:
        BakeoffError: `train` had no round of a seed.
    """
    found = load_predictions(PREDICTIONS / f"{name}.npz").probabilities
    if len(table.partitions) > 1:
        return [found[spec.partition] for spec in rounds]
    if seeds is None:
        return [found[0] for _ in rounds]
    for spec in rounds:
        if spec.seed not in seeds:
            raise BakeoffError(
                f"learn.seeds: expected seeds of train.seeds {seeds}, got {spec.seed}"
            )
    return [found[seeds.index(spec.seed or 0)] for spec in rounds]


def make_curve(fitting: ModuleType, task: Task, table: Table, settings: Learn) -> list[Point]:
    """Train a model on every subset, and score it on the held-out texts; no curve without those."""
    rounds = curve_rounds(table, settings.seeds)
    if not rounds:
        return []
    whole = load_whole(task.name, table, rounds, fitting.seeds(task))
    subsets = draw_subsets(rounds, task.labels, settings)
    specs = [subset.spec for subset in subsets]
    outcomes = fitting.fit_rounds(task, specs) if specs else []
    points = score_subsets(subsets, outcomes, task.labels, task.name)
    points += score_whole(rounds, whole, task.labels)
    return sorted(points, key=lambda point: (point["labels"], point["draw"]))


def learn(params: Params, name: str) -> list[Point]:
    """Give the curve of a model; none if it trains slowly and nobody asks for it."""
    fitting, _ = set_up_fitting(name, params.models[name], params.runtime)
    task, table = load_task(params, name)
    if fitting.has_cheap_curve(task) or name in params.learn.also:
        return make_curve(fitting, task, table, params.learn)
    return []


def main(params: Params, name: str) -> None:
    """Train one model on ever fewer labels, and score it on the held-out texts."""
    points = learn(params, name) if params.learn.smallest is not None else []
    write_table(LEARNING / f"{name}.csv", points, ["labels", "draw", *METRICS])
    for count in dict.fromkeys(point["labels"] for point in points):
        mean = np.mean([point["f1"] for point in points if point["labels"] == count])
        logging.info("%s, %d labels: F1 %.3f, mean over the draws", name, count, mean)
    if not points:
        logging.info("%s: no curve; `learn.smallest` or `learn.also` may ask for one", name)


if __name__ == "__main__":
    run(main, Params)
