"""Train a network on all texts, save it, and load it again."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median_low
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from bakeoff.core.embedding import save_embedding
from bakeoff.core.paths import MATRIX
from bakeoff.core.rounds import Outcome, Round
from bakeoff.core.task import Final, Task
from bakeoff.models.fit.train.constant import sizes_of
from bakeoff.models.fit.train.design import WORDS, Design
from bakeoff.models.fit.train.layers import MaskedPooling, TokenEmbedding
from bakeoff.models.fit.train.network import (
    build_network,
    load_network,
    predict,
    read_strings,
    save_network,
)
from bakeoff.models.fit.train.runs import Run
from bakeoff.models.fit.train.sequential import make_trainer
from bakeoff.models.fit.train.stack.saving import to_keras
from bakeoff.models.fit.train.stack.training import train_runs
from bakeoff.models.fit.train.text_to_ids import TextToIds
from bakeoff.models.fit.train.words import Words, read_words

FILE = "model.keras"
NO_ROWS = np.zeros(0, np.int64)


def train_final(
    design: Design,
    task: Task,
    rounds: Sequence[Round],
    outcomes: Sequence[Outcome],
    folder: Path,
    is_constant: bool,
) -> Final:
    """Train for the median number of the rounds' steps, without early stopping."""
    spec, run = final_run(task, rounds, outcomes)
    if design.words is not None:
        known = design.words.compact(spec)
        design = replace(design, words=read_words(known, task.texts, task.text))
    train = _train_constant if is_constant else _train_sequential
    save_network(train(design, task, spec, run, folder), folder / FILE)
    loaded = load_network(folder / FILE)  # in safe mode
    row_of = {text: row for row, text in enumerate(task.texts)}

    def classify(texts: list[str]) -> NDArray[np.float32]:
        rows = [row_of[text] for text in texts]
        features = {name: values[rows] for name, values in design.encoders.items()}
        return predict(loaded, texts, features)

    return Final(classify, (folder / FILE).stat().st_size, {"steps": run.steps})


def final_run(
    task: Task, rounds: Sequence[Round], outcomes: Sequence[Outcome]
) -> tuple[Round, Run]:
    """Describe the training on all texts, for the median number of the rounds' steps."""
    steps = median_low(outcome.steps for outcome in outcomes)
    every = np.arange(len(task.texts))
    spec = replace(rounds[0], train=every, valid=NO_ROWS, test=NO_ROWS, unlabelled=every)
    return spec, Run(spec.seed or 0, every, NO_ROWS, epochs=steps, steps=steps)


def _train_constant(design: Design, task: Task, spec: Round, run: Run, folder: Path) -> keras.Model:
    """Train a head on constant inputs, and put what makes these before it."""
    sizes, values = sizes_of(design, task), design.constants(spec)
    (trained,) = train_runs(values, task.labels, [run], sizes, task.fitting, wanted=NO_ROWS)
    network = to_keras(sizes, trained)
    if design.words is None:
        return network
    matrix = design.matrix(spec.unlabelled, run.seed)
    save_embedding(folder / MATRIX, replace(design.words.embedding, matrix=matrix))
    texts = keras.Input((), dtype="string", name="texts")
    ids = text_to_ids(design.words, task)(texts)
    layer = TokenEmbedding(len(matrix), matrix.shape[1], 0, name="embedding")
    pooled = MaskedPooling(["mean", "max", "min"])(layer(ids), ids)
    layer.set_matrix(matrix)
    others = {tensor.name: tensor for tensor in network.inputs if tensor.name != WORDS}
    outputs = network({**others, WORDS: pooled})
    return keras.Model({**others, "texts": texts} if others else texts, outputs)


def _train_sequential(
    design: Design, task: Task, spec: Round, run: Run, folder: Path
) -> keras.Model:
    """Train a whole network."""
    trainer = make_trainer(design, task, spec)
    trainer.run(run, build_network(design, task, spec))
    if design.words is None:
        return trainer.network
    matrix = trainer.network.get_layer("embedding").matrix
    save_embedding(folder / MATRIX, replace(design.words.embedding, matrix=matrix))
    return read_strings(trainer.network, text_to_ids(design.words, task))


def text_to_ids(words: Words, task: Task) -> TextToIds:
    """Make the layer from strings to the rows of the words."""
    rule: dict[str, Any] = task.text.model_dump(exclude={"min_count", "max_words"})
    length = words.ids.longest if task.head.fixed_length else None
    return TextToIds(words=words.embedding.words, pad_to=length, **rule)
