"""The two ways to train heads on constant inputs: stacked, and one run after the other.

`python -m benchmarks.stack` fits the same ten rounds by `fit_constant` and by `fit_sequential` in
turn, in one process. Imports do not count; pooling, tracing and predicting do.
"""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from bakeoff.core.commands import run_command
from bakeoff.core.embedding import Embedding
from bakeoff.core.files import write_json
from bakeoff.core.parameters import read_yaml
from bakeoff.core.paths import PARAMS
from bakeoff.core.rounds import Round
from bakeoff.core.runtime import set_up
from bakeoff.core.settings import TensorFlowRuntime
from bakeoff.core.task import Head, Task
from bakeoff.core.tokens import Text
from bakeoff.models.fit.train.settings import Settings
from bakeoff.models.heads.dense import Settings as Dense
from bakeoff.models.heads.pool import Settings as Pool

set_up(TensorFlowRuntime(threads=1, onednn=True))

from bakeoff.models.fit.train.constant import fit_constant  # noqa: E402
from bakeoff.models.fit.train.design import Design  # noqa: E402
from bakeoff.models.fit.train.sequential import fit_sequential  # noqa: E402
from bakeoff.models.fit.train.words import Words  # noqa: E402

TEXTS, TRAIN, VALID, ROWS, DIMENSION = 4500, 3600, 450, 8000, 50  # like the published messages
RUNS = 10
PARAMETERS = read_yaml(PARAMS)
TEXT = Text(**PARAMETERS["text"])
FITTING = Settings(**{**PARAMETERS["train"], "epochs": 12, "patience": None})


def read_glove() -> Design:
    """Draw texts of 18 words on average, and a frozen matrix."""
    draw = np.random.default_rng(0)
    lengths = np.minimum(draw.geometric(1 / 18, TEXTS), 60)
    tokens = [draw.integers(2, ROWS, length).tolist() for length in lengths]
    matrix = draw.standard_normal((ROWS, DIMENSION)).astype(np.float32)
    some = np.ones(ROWS, bool)
    embedding = Embedding([str(row) for row in range(ROWS)], matrix, found=some, common=~some)
    return Design(Words(embedding, tokens, TEXT))


def measure(design: Design, head: Head) -> dict[str, float]:
    """Fit the same rounds in both ways; give the CPU-seconds per run."""
    draw = np.random.default_rng(0)
    labels = (draw.random(TEXTS) < 0.13).astype(np.int32)
    task = Task("head", None, head, FITTING, TEXT, 2, [""] * TEXTS, labels)
    rounds = []
    for number in range(RUNS):
        train, valid, test = np.split(draw.permutation(TEXTS), [TRAIN, TRAIN + VALID])
        rounds.append(Round(number, 0, number + 1, train, valid, test, unlabelled=train))
    return {
        "stacked": cpu(lambda: list(fit_constant(design, task, rounds))) / RUNS,
        "one_by_one": cpu(lambda: list(fit_sequential(design, task, rounds))) / RUNS,
    }


def cpu(function: Callable[[], object]) -> float:
    """Run a function; give the CPU-seconds that it takes."""
    start = time.process_time()
    function()
    return time.process_time() - start


def summarise(what: str, costs: list[dict[str, float]]) -> dict[str, Any]:
    """Give the medians per run, and the ratios of the pairs."""
    ratios = sorted(cost["stacked"] / cost["one_by_one"] for cost in costs)
    found = {name: median(cost[name] for cost in costs) for name in costs[0]}
    found |= {"ratio": median(ratios), "low": ratios[0], "high": ratios[-1]}
    rounded = {name: round(value, 3) for name, value in found.items()}
    return {"what": what, **rounded, "runs": RUNS, "pairs": len(costs)}


def main(pairs: int = 3) -> None:
    """Compare pooled words and an encoder's features; write benchmarks/results/stack.json."""
    drawn = np.random.default_rng(0).standard_normal((TEXTS, 3, 576), np.float32)
    elmo = Design(None, encoders={"elmo": drawn})  # layers of 192 numbers, pooled in three ways
    found = []
    for what, design, head in (
        ("GloVe 50d, pooled, 128 units", read_glove(), Pool(hidden=128, dropout=0.3)),
        ("encoder 3 x 576, 256 units", elmo, Dense(hidden=256, dropout=0.3)),
    ):
        found.append(summarise(what, [measure(design, head) for _ in range(pairs)]))
        print(found[-1], flush=True)
    write_json(Path("benchmarks/results/stack.json"), found)


if __name__ == "__main__":
    run_command(main)
