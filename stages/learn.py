"""Train one model on ever more of the training texts: how many labels does it need?

In: what `train` reads, and the test texts. Out: F1, PR-AUC and accuracy on the test split for each
size and draw. A draw is a random order of the training rows and a size is a prefix of it, so
subsets are nested; the seed of a draw is also the network's. With all rows it is `train`'s model.

Only labels of training rows become fewer. The validation split keeps its size, an advantage for the
networks, because TF-IDF does not read it. The vocabulary and the matrices are those of the whole
training split, as if its words came from unlabelled text: no label leaks through them, but a
learned layer can tell more words apart than a small labelled set would teach it. TF-IDF is fitted
to the subset alone.
"""

import logging
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from bakeoff.core.paths import LEARNING
from bakeoff.core.stage import run
from bakeoff.core.task import FitParameters, Labels, load_task, set_up_fitting
from bakeoff.evaluation.scoring.scores import score
from bakeoff.evaluation.scoring.subsets import Learn, Subset, draw_subsets
from bakeoff.evaluation.scoring.tables import write_table

METRICS = ("f1", "pr_auc", "accuracy")


class Params(FitParameters):
    """What the stage reads of params.yaml."""

    learn: Learn


def score_subsets(
    truth: Labels, subsets: list[Subset], found: Iterator[NDArray[np.float32]], name: str
) -> list[dict[str, Any]]:
    """Score the probabilities from each subset, with a threshold of one half; PR-AUC needs none."""
    lines = []
    bar = tqdm(subsets, desc=name, unit="training", disable=None)
    for subset, probabilities in zip(bar, found, strict=True):
        scores = score(truth, probabilities)
        place = {"rows": len(subset.rows), "draw": subset.seed}
        lines.append(place | {metric: scores.get(metric) for metric in METRICS})
    return lines


def main(params: Params, name: str) -> None:
    """Train one model on every subset, and score it on the test split."""
    fitting, _ = set_up_fitting(name, params.models[name], params.runtime)
    task = load_task(params, name, ("train", "valid", "test"))
    truth = task.labels.pop("test")
    subsets = draw_subsets(
        task.labels["train"], smallest=params.learn.smallest, seeds=params.learn.seeds
    )
    found = fitting.learn(task, subsets, params.learn.epoch_rows)
    lines = score_subsets(truth, subsets, found, name)
    write_table(LEARNING / f"{name}.csv", lines, ["rows", "draw", *METRICS])
    for rows in sorted({line["rows"] for line in lines}):
        mean = np.mean([line["f1"] for line in lines if line["rows"] == rows])
        logging.info("%s, %d rows: F1 %.3f, mean over the draws", name, rows, mean)


if __name__ == "__main__":
    run(main, Params)
