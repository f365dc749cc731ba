"""The compiled epoch against `Model.fit`: the same network, texts, seeds and epochs.

`python -m benchmarks.training` compares; with the name of a side it runs only that side.
"""

from typing import Annotated

import numpy as np
import typer

from bakeoff.core.runtime import set_up
from bakeoff.core.settings import TensorFlowRuntime
from bakeoff.core.stage import run_command
from bakeoff.core.tokens import Text
from bakeoff.models.heads.cnn import Settings as Cnn
from bakeoff.models.heads.pool import Settings as Pool
from benchmarks.pairs import compare, write_ratios

TEXTS, LENGTH, ROWS, DIMENSION = 3900, 60, 8000, 50  # like the published texts
SEEDS, EPOCHS, BATCH = range(3), 8, 32


def run(side: str, head_name: str) -> None:
    """Train one head from three seeds, by our loop, or by fit with or without long executions."""
    set_up(TensorFlowRuntime(threads=1, onednn=True))
    from bakeoff.core.embedding import Embedding
    from bakeoff.models.fit.train.network import Design, build_network
    from bakeoff.models.fit.train.training import Split, Trainer

    draw = np.random.default_rng(0)
    lengths = np.minimum(draw.geometric(1 / 18, TEXTS), LENGTH)
    ids = draw.integers(1, ROWS, (TEXTS, LENGTH)).astype(np.int32)
    ids *= (np.arange(LENGTH) < lengths[:, None]).astype(np.int32)
    split = Split({"ids": ids}, (draw.random(TEXTS) < 0.13).astype(np.int32))
    matrix = draw.standard_normal((ROWS, DIMENSION)).astype(np.float32)
    embedding = Embedding([str(row) for row in range(ROWS)], matrix, np.ones(ROWS, bool))
    heads: dict[str, Pool | Cnn] = {
        "pool": Pool(hidden=128, dropout=0.3),
        "cnn": Cnn(widths=[3, 4, 5], filters=64, dropout=0.5),
    }
    text = Text(lower=True, separators="-", symbols="([!])", max_length=None)
    design = Design(embedding, False, False, heads[head_name], text, 2)
    if side == "ours":
        valid = Split({"ids": ids[:1]}, split.labels[:1])
        trainer = Trainer(
            lambda seed: build_network(design, ROWS, None, seed),
            *(split, valid),
            batch_size=BATCH,
            learning_rate=0.001,
            trim=True,
        )
        for seed in SEEDS:
            trainer.run(seed, epochs=EPOCHS, patience=None)
        return
    for seed in SEEDS:
        network = build_network(design, ROWS, None, seed)
        steps = TEXTS // BATCH if side == "fit-long" else 1
        network.compile("adam", "binary_crossentropy", steps_per_execution=steps, jit_compile=False)
        network.fit({"ids": ids}, split.labels, batch_size=BATCH, epochs=EPOCHS, verbose=0)


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
