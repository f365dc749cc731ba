"""Fit linear models by L-BFGS: one solution, no seed; saved by skops, without pickle."""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import (
    number_by_order,
    read_json,
    read_zip,
    rename,
    write_json,
    write_zip,
)
from bakeoff.core.rounds import FEWEST, Outcome, Round
from bakeoff.core.settings import Count, Runtime, Section, check
from bakeoff.core.task import Final, Task
from bakeoff.core.tokens import Text

if TYPE_CHECKING:
    from scipy import sparse

RUNTIME = Runtime
FILE, TOKENS = "model.skops", "tokens.json"
Columns = NDArray[np.object_]


class Settings(Section):
    """The section `lbfgs` of params.yaml."""

    max_iter: Count


def seeds(task: Task) -> None:
    """Give no seeds: nothing depends on chance."""


def has_cheap_curve(task: Task) -> bool:
    """Tell that subsets of the labels train fast."""
    return True


def fit_rounds(task: Task, rounds: Sequence[Round]) -> Iterator[Outcome]:
    """Fit the model in every round; the validation texts choose the settings of its head."""
    from scipy import sparse

    columns = as_columns(task.texts, task.text)
    for (_, min_count), group in groupby(rounds, lambda spec: (spec.partition, spec.min_count)):
        same = list(group)
        vectorizer = fit_vectorizer(task, columns[same[0].unlabelled], min_count)
        counts = sparse.csr_matrix(vectorizer.transform(columns))
        for spec in same:
            yield fit_round(task, counts, spec)


def fit_vectorizer(task: Task, columns: Columns, min_count: int | None) -> Any:
    """Learn the n-grams of training texts.

    Raises:
        BakeoffError: no n-gram is in enough of them.
    """
    try:
        return task.model.vectorizer(task.text, min_count).fit(columns)
    except ValueError:  # of scikit-learn: no n-gram is left
        raise BakeoffError(
            f"params.yaml: models.{task.name}.min_count: expected n-grams that "
            f"{min_count or task.model.min_count} or more of {len(columns)} training texts hold, "
            "got none; lower it, or add texts"
        ) from None


def fit_round(task: Task, counts: "sparse.csr_matrix", spec: Round) -> Outcome:
    """Fit every choice to the training texts, and keep that of the lowest validation loss.

    Args:
        task: the model, and the labels of all n texts.
        counts: (n, n-grams), weighted.
        spec: the round.
    """
    from sklearn.metrics import log_loss

    train, valid, test = (counts[rows] for rows in (spec.train, spec.valid, spec.test))
    labels, numbers = task.labels, np.arange(task.classes)
    choices = list(task.head.choices())
    if np.bincount(labels[spec.valid], minlength=task.classes).min() < FEWEST:
        choices = choices[:1]
    losses, fitted = [], []
    for choice in choices:
        model = task.head.build(choice, task.fitting.max_iter).fit(train, labels[spec.train])
        fitted.append(model)
        losses.append(
            float(log_loss(labels[spec.valid], model.predict_proba(valid), labels=numbers))
        )
    best = int(np.argmin(losses))
    return Outcome(
        valid=fitted[best].predict_proba(valid).astype(np.float32),
        test=fitted[best].predict_proba(test).astype(np.float32),
        steps=int(fitted[best].n_iter_[0]),
        choice=choices[best],
        history={"valid_loss": round(losses[best], 6)},
    )


def most_frequent(outcomes: Sequence[Outcome], task: Task) -> dict[str, object]:
    """Give the choice that most rounds took; the first in the list among equals."""
    counts = Counter(tuple(outcome.choice.items()) for outcome in outcomes)
    ordered: list[dict[str, object]] = list(task.head.choices())
    return max(ordered, key=lambda choice: counts[tuple(choice.items())])


def fit_final(
    task: Task, rounds: Sequence[Round], outcomes: Sequence[Outcome], folder: Path
) -> Final:
    """Fit the choice of most rounds to all texts, save the model, and load it again."""
    from sklearn.pipeline import make_pipeline

    choice = most_frequent(outcomes, task)
    classifier = task.head.build(choice, task.fitting.max_iter)
    pipeline = make_pipeline(task.model.vectorizer(task.text), classifier)
    save_pipeline(pipeline.fit(as_columns(task.texts, task.text), task.labels), folder / FILE)
    write_json(folder / TOKENS, task.text.model_dump())
    return Final(load_linear(folder), (folder / FILE).stat().st_size, choice)


def as_columns(texts: Sequence[str], rule: Text) -> Columns:
    """Lay texts out as two columns: their tokens, joined by spaces, and the raw text."""
    tokenize = rule.tokenizer()
    columns = np.empty((len(texts), 2), object)
    for row, text in zip(columns, texts, strict=True):
        row[:] = " ".join(tokenize(text)), text
    return columns


def load_linear(folder: Path) -> Any:
    """Load a model as a function from raw texts to (n, classes) float32 probabilities."""
    pipeline = load_pipeline(folder / FILE)
    rule = check(Text, read_json(folder / TOKENS), f"{folder / TOKENS}:")

    def classify(texts: list[str]) -> NDArray[np.float32]:
        return np.asarray(pipeline.predict_proba(as_columns(texts, rule)), np.float32)

    return classify


def save_pipeline(pipeline: Any, path: Path) -> None:
    """Save a pipeline by skops, without addresses of memory."""
    import skops.io

    for _, vectorizer, _ in pipeline[0].transformers_:
        if not isinstance(vectorizer, str):  # the columns that are dropped
            vars(vectorizer).pop("_stop_words_id", None)  # scikit-learn remembers an address here
    members = read_zip(io.BytesIO(skops.io.dumps(pipeline)))
    schema, numbers = number_by_order(
        members.pop("schema.json").decode(), r'(?<="__id__": )\d+|(?<=")\d+(?=\.npy")'
    )
    write_zip(path, {"schema.json": schema.encode(), **rename(members, numbers)})


def load_pipeline(path: Path) -> Any:
    """Load a pipeline.

    Raises:
        BakeoffError: the file holds a type that skops does not trust.
    """
    import skops.io

    try:
        return skops.io.load(path, trusted=[])
    except skops.io.exceptions.UntrustedTypesFoundException as error:
        raise BakeoffError(
            f"{path}: expected types of scikit-learn only, got {error}; train the model again"
        ) from None
