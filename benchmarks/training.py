"""The compiled epoch against `Model.fit`: the same network, texts, seeds and epochs.

`python -m benchmarks.training` compares; with the name of a side it runs only that side.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer

from bakeoff.core.commands import run_command
from bakeoff.core.rounds import Round
from bakeoff.core.runtime import set_up
from bakeoff.core.settings import TensorFlowRuntime
from bakeoff.core.task import Task
from bakeoff.core.tokens import Text
from bakeoff.models.heads.cnn import Settings as Cnn
from bakeoff.models.heads.pool import Settings as Pool
from benchmarks.pairs import compare, write_ratios

if TYPE_CHECKING:
    from bakeoff.models.fit.train.design import Design

TEXTS, LENGTH, ROWS, DIMENSION = 3900, 60, 8000, 50  # like the published texts
SEEDS, EPOCHS, BATCH = range(3), 8, 32


def describe(head: Pool | Cnn) -> tuple["Design", Task, Round]:
    """Draw texts of random words and labels, and a frozen matrix for a head to stand on."""
    from bakeoff.core.embedding import Embedding
    from bakeoff.models.fit.train.design import Design
    from bakeoff.models.fit.train.settings import Settings
    from bakeoff.models.fit.train.words import Words

    draw = np.random.default_rng(0)
    lengths = np.minimum(draw.geometric(1 / 18, TEXTS), LENGTH)
    tokens = [draw.integers(2, ROWS, length).tolist() for length in lengths]
    matrix = draw.standard_normal((ROWS, DIMENSION)).astype(np.float32)
    words = [str(row) for row in range(ROWS)]
    embedding = Embedding(words, matrix, np.ones(ROWS, bool), np.ones(ROWS, bool))
    text = Text(
        lower=True, separators="-", symbols="([!])", max_length=None, min_count=1, max_words=ROWS
    )
    settings = Settings(
        seeds=[*SEEDS],
        epochs=EPOCHS,
        batch_size=BATCH,
        learning_rate=0.001,
        patience=None,
        class_weight="none",
        max_memory=1000,
    )
    labels = (draw.random(TEXTS) < 0.13).astype(np.int32)
    task = Task("benchmark", None, head, settings, text, 2, [], labels)
    every = np.arange(TEXTS)
    spec = Round(0, 0, None, every, every[:1], every[:0], every)
    return Design(Words(embedding, tokens, text)), task, spec


def run(side: str, head_name: str) -> None:
    """Train one head from three seeds, by our loop, or by fit with or without long executions."""
    set_up(TensorFlowRuntime(threads=1, onednn=True))
    from keras.utils import pad_sequences

    from bakeoff.models.fit.train.network import build_network
    from bakeoff.models.fit.train.sequential import fit_sequential

    heads: dict[str, Pool | Cnn] = {
        "pool": Pool(hidden=128, dropout=0.3),
        "cnn": Cnn(widths=[3, 4, 5], filters=64, dropout=0.5),
    }
    design, task, spec = describe(heads[head_name])
    specs = [replace(spec, seed=seed) for seed in SEEDS]
    if side == "ours":
        list(fit_sequential(design, task, specs))
        return
    assert design.words is not None
    for spec in specs:
        network = build_network(design, task, spec)
        steps = TEXTS // BATCH if side == "fit-long" else 1
        network.compile("adam", "binary_crossentropy", steps_per_execution=steps, jit_compile=False)
        inputs = {"ids": pad_sequences(design.words.tokens, padding="post")}
        network.fit(inputs, task.labels, batch_size=BATCH, epochs=EPOCHS, verbose=0)


def main(
    alone: Annotated[
        list[str] | None, typer.Argument(help="a side and a head, such as: ours pool")
    ] = None,
) -> None:
    """Compare both heads with both ways of `fit`; start-up of TensorFlow counts on both sides."""
    if alone:
        run(*alone)
        return
    ratios = [
        compare("benchmarks.training", ["ours", head], [rival, head])
        for head in ("pool", "cnn")
        for rival in ("fit", "fit-long")
    ]
    write_ratios("training", ratios)


if __name__ == "__main__":
    run_command(main)
