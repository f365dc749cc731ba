"""Stacked training of constant inputs against training run after run, of the same runs.

`python -m benchmarks.stack` trains ten runs each way in turn, in one process, and compares their
CPU time; what is imported does not count. Building and tracing the graph count, and so do pooling
the words once for each run, and predicting all rows.
"""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import numpy as np
import typer
from numpy.typing import NDArray

from bakeoff.core.files import write_json
from bakeoff.core.runtime import set_up
from bakeoff.core.settings import TensorFlowRuntime
from bakeoff.core.tokens import Text

set_up(TensorFlowRuntime(threads=1, onednn=True))

from bakeoff.core.embedding import Embedding  # noqa: E402
from bakeoff.models.fit.train.network import Design, build_network  # noqa: E402
from bakeoff.models.fit.train.stack.network import Sizes  # noqa: E402
from bakeoff.models.fit.train.stack.pooling import pool_words  # noqa: E402
from bakeoff.models.fit.train.stack.runs import Run  # noqa: E402
from bakeoff.models.fit.train.stack.stacked import Options  # noqa: E402
from bakeoff.models.fit.train.stack.training import train_runs  # noqa: E402
from bakeoff.models.fit.train.training import Split, Trainer  # noqa: E402
from bakeoff.models.heads.dense import Settings as Dense  # noqa: E402
from bakeoff.models.heads.pool import Settings as Pool  # noqa: E402

TEXTS, TRAIN, LENGTH, ROWS, DIMENSION = 4500, 3600, 60, 8000, 50
BATCH, RATE, EPOCHS, DROPOUT = 32, 0.001, 12, 0.3
TEXT = Text(lower=True, separators="-", symbols="([!])", max_length=None)
VALID = TEXTS - 500
Sides = tuple[Callable[[], object], Callable[[], object]]  # stacked, and run after run


def glove(runs: int) -> Sides:
    """Train on pooled words of a frozen matrix: 150 numbers, 128 units, 1."""
    draw = np.random.default_rng(0)
    lengths = np.minimum(draw.geometric(1 / 18, TEXTS), LENGTH)
    ids = draw.integers(1, ROWS, (TEXTS, LENGTH)).astype(np.int32)
    ids *= (np.arange(LENGTH) < lengths[:, None]).astype(np.int32)
    matrix = draw.standard_normal((ROWS, DIMENSION)).astype(np.float32)
    embedding = Embedding([str(row) for row in range(ROWS)], matrix, np.ones(ROWS, bool))
    labels = label(matrix[ids].sum(axis=1), draw)
    head = Pool(hidden=128, dropout=DROPOUT)
    design = Design(embedding, False, False, head, TEXT, 2)

    def pool(_: int) -> dict[str, NDArray[np.float32]]:
        return {"words": pool_words(matrix, ids)}

    sizes = Sizes({"words": (3 * DIMENSION,)}, 128, 2, DROPOUT)
    return (
        lambda: stacked(pool, labels, sizes, runs),
        lambda: one_by_one(design, {"ids": ids}, labels, runs),
    )


def encoded(runs: int, hidden: int) -> Sides:
    """Train on an encoder's 3 layers of 192 numbers, their mix learned."""
    draw = np.random.default_rng(0)
    features = {"elmo": draw.standard_normal((TEXTS, 3, 192)).astype(np.float32)}
    labels = label(features["elmo"].mean(axis=1), draw)
    head = Dense(hidden=hidden, dropout=DROPOUT)
    design = Design(None, False, False, head, TEXT, 2, {"elmo": (3, 192)})
    sizes = Sizes({"elmo": (3, 192)}, hidden, 2, DROPOUT)
    return (
        lambda: stacked(features, labels, sizes, runs),
        lambda: one_by_one(design, features, labels, runs),
    )


def label(features: NDArray[np.float32], draw: np.random.Generator) -> NDArray[np.int32]:
    """Draw labels, 13 % of them positive, that depend on the features."""
    noisy = features @ draw.standard_normal(features.shape[1])
    noisy += noisy.std() * draw.standard_normal(len(noisy))
    return np.asarray(noisy > np.quantile(noisy, 0.87), np.int32)


def stacked(source: Any, labels: NDArray[np.int32], sizes: Sizes, runs: int) -> object:
    """Train all runs as stacks and predict all rows."""
    train, valid = np.arange(TRAIN), np.arange(VALID, TEXTS)
    every = [Run(seed, train, valid, EPOCHS) for seed in range(runs)]
    return train_runs(source, labels, every, sizes, Options(BATCH, RATE))


def one_by_one(
    design: Design, inputs: dict[str, NDArray[Any]], labels: NDArray[np.int32], runs: int
) -> object:
    """Train one run after the other, each from its seed, and predict all rows."""
    train, valid = (
        Split({name: values[rows] for name, values in inputs.items()}, labels[rows])
        for rows in (slice(TRAIN), slice(VALID, TEXTS))
    )
    trainer = Trainer(
        lambda seed: build_network(design, ROWS, None, seed),
        *(train, valid),
        batch_size=BATCH,
        learning_rate=RATE,
        trim=True,
    )
    found = []
    for seed in range(runs):
        trainer.run(seed, epochs=EPOCHS, patience=None)
        found.append(trainer.predict(inputs))
    return found


def cpu(function: Callable[[], object]) -> float:
    """Run a function; give the CPU-seconds that it takes."""
    start = time.process_time()
    function()
    return time.process_time() - start


def compare(what: str, sides: Sides, runs: int, pairs: int) -> dict[str, Any]:
    """Measure both sides in turn; give CPU-seconds per run and the ratios of pairs."""
    costs = []
    for _ in range(pairs):
        ours, theirs = (cpu(side) / runs for side in sides)
        print(f"  {what}: {ours:.3f} CPU-s per run against {theirs:.3f}", flush=True)
        costs.append((ours, theirs))
    ratios = [ours / theirs for ours, theirs in costs]
    found = {
        "what": what,
        "stacked": round(median(ours for ours, _ in costs), 4),
        "one_by_one": round(median(theirs for _, theirs in costs), 4),
        "ratio": round(median(ratios), 3),
        "low": round(min(ratios), 3),
        "high": round(max(ratios), 3),
        "runs": runs,
        "pairs": pairs,
    }
    print(f"{what}: ratio {found['ratio']} ({found['low']} to {found['high']})", flush=True)
    return found


def main(
    runs: Annotated[int, typer.Option(help="trained each way")] = 10,
    pairs: Annotated[int, typer.Option(help="of measurements")] = 3,
    save: Annotated[bool, typer.Option(help="write benchmarks/results/stack.json")] = True,
) -> None:
    """Compare pooled words and an encoder's features."""
    found = [
        compare("GloVe 50d, pooled, 128 units", glove(runs), runs, pairs),
        compare("encoder 3 x 192, 128 units", encoded(runs, 128), runs, pairs),
        compare("encoder 3 x 192, 256 units", encoded(runs, 256), runs, pairs),
    ]
    if save:
        write_json(Path("benchmarks/results/stack.json"), found)


if __name__ == "__main__":
    typer.run(main)
