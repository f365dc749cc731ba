"""What one long text costs: the peak memory of a round, of a saved model and of its answers.

20,000 texts of about 20 words; one of them has 20,000. `python -m benchmarks.long_texts` measures
every path; with a path and the words of the long text it runs only that.
"""

import tempfile
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from bakeoff.core.commands import run_command
from bakeoff.core.embedding import Embedding, save_embedding
from bakeoff.core.files import write_json
from bakeoff.core.rounds import Round
from bakeoff.core.runtime import set_up
from bakeoff.core.settings import TensorFlowRuntime
from bakeoff.core.task import Task
from bakeoff.core.tokens import RESERVED, Text
from bakeoff.models.counts import Settings as Counts
from bakeoff.models.heads.cnn import Settings as Cnn
from bakeoff.models.heads.flatten import Settings as Flatten
from bakeoff.models.heads.linear import Settings as Linear
from bakeoff.models.heads.pool import Settings as Pool
from bakeoff.models.pretrained import Settings as Pretrained
from benchmarks.pairs import measure

TEXTS, WORDS, ROWS, DIMENSION = 20_000, 20_000, 10_000, 300
HEADS: dict[str, Any] = {
    "pool": Pool(hidden=128, dropout=0.3),
    "cnn": Cnn(widths=[3, 4, 5], filters=64, dropout=0.5),
    "flatten": Flatten(dropout=0.0),
    "linear": Linear(C=[10], class_weight=["none"]),
}
PATHS = {  # the head, whether vectors are trained, and the longest text that is read
    "pooled": ("pool", False, 1000),
    "pooled, whole texts": ("pool", False, None),
    "tuned": ("pool", True, 1000),
    "cnn": ("cnn", False, 1000),
    "flatten": ("flatten", False, 1000),
    "n-grams": ("linear", False, 1000),
}


def describe(path: str, words: int, folder: Path) -> tuple[Any, Task, Round]:
    """Draw texts of random words, one of them of so many words, and a matrix; describe a model."""
    head, trainable, most = PATHS[path]
    draw = np.random.default_rng(0)
    names = np.array([f"w{row}" for row in range(ROWS)])
    lengths = draw.integers(1, 40, TEXTS)
    lengths[-1] = words
    texts = [" ".join(names[draw.integers(0, ROWS, length)]) for length in lengths]
    matrix = draw.standard_normal((ROWS + len(RESERVED), DIMENSION)).astype(np.float32)
    found = np.ones(len(matrix), bool)
    embedding = Embedding([*RESERVED, *names.tolist()], matrix, found, found)
    save_embedding(folder / "matrix.npz", embedding)
    text = Text(
        lower=True, separators="-", symbols="([!])", max_length=most, min_count=1, max_words=ROWS
    )
    labels = (draw.random(TEXTS) < 0.5).astype(np.int32)
    task = Task(path, None, HEADS[head], settings_of(head), text, 2, texts, labels)
    every = np.arange(TEXTS)
    spec = Round(0, 0, 1, every[2000:], every[:2000], every[-2000:], every, steps=100)
    return model_of(head, trainable, folder), task, spec


def model_of(head: str, trainable: bool, folder: Path) -> Any:
    """Describe a model on the matrix in a folder, or on n-grams."""
    if head == "linear":
        parts = {"words": [1, 2], "characters": [2, 5], "weights": "tfidf", "sublinear": True}
        kinds = {"kind": "counts", "fit": "lbfgs", "input": "data/prepared/texts.csv"}
        return Counts.model_validate({**kinds, **parts, "head": head, "min_count": 2})
    source = str(folder / "matrix.npz")
    return Pretrained(kind="pretrained", input=source, trainable=trainable, head=head, fit="train")


def settings_of(head: str) -> Any:
    """Give the settings of a short training."""
    from bakeoff.models.fit.lbfgs.fitting import Settings as Lbfgs
    from bakeoff.models.fit.train.settings import Settings as Train

    if head == "linear":
        return Lbfgs(max_iter=5)
    sizes: dict[str, Any] = {"seeds": [1], "epochs": 1, "batch_size": 32, "patience": None}
    return Train(**sizes, learning_rate=0.001, class_weight="none", max_memory=1000)


def run(path: str, words: int) -> None:
    """Fit a round, save a model of all texts and let it read them."""
    from dataclasses import replace

    set_up(TensorFlowRuntime(threads=1, onednn=True))
    with tempfile.TemporaryDirectory() as name:
        model, task, spec = describe(path, words, Path(name))
        task = replace(task, model=model)
        if task.head is HEADS["linear"]:
            from bakeoff.models.fit.lbfgs import fitting as fit
        else:
            from bakeoff.models.fit.train import fitting as fit  # type: ignore[no-redef]
        outcomes = list(fit.fit_rounds(task, [spec]))
        fit.fit_final(task, [spec], outcomes, Path(name) / "model").classify(task.texts)


def main(
    path: Annotated[str | None, typer.Argument(help="one of the paths")] = None,
    words: Annotated[int, typer.Argument(help="of the long text")] = WORDS,
) -> None:
    """Measure every path with a long text and without; or run one path."""
    if path:
        run(path, words)
        return
    rows = []
    for name in PATHS:
        short, long = (measure("benchmarks.long_texts", name, str(n))[1] for n in (20, WORDS))
        rows.append({"path": name, "mb": round(short), "mb_long": round(long)})
        print(f"{name}: {short:.0f} MB, with the long text {long - short:+.0f} MB")
    write_json(Path("benchmarks/results/long_texts.json"), rows)


if __name__ == "__main__":
    run_command(main)
