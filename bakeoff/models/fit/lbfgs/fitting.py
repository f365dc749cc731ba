"""Fit linear models by L-BFGS: one solution, no seed; saved by skops, without pickle."""

import io
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

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
from bakeoff.models.fit.lbfgs.many import fit

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


def fit_vectorizer(task: Task, columns: Columns, min_count: int | None = None) -> Any:
    """Learn the n-grams of training texts.

    Where `min_count` leaves none of the words or of the characters, rarer ones are taken; a part
    that has none at all is left out.

    Raises:
        BakeoffError: the texts hold no n-gram.
    """
    from sklearn.compose import make_column_transformer

    vectorizer = task.model.vectorizer(task.text, min_count)
    try:
        return vectorizer.fit(columns)
    except ValueError:  # of scikit-learn: a part has no n-gram left
        parts = [(part, column) for _, part, column in vectorizer.transformers]
    parts = [part for part in parts if relax(*part, columns, task.name)]
    if not parts:
        raise BakeoffError(
            f"params.yaml: models.{task.name}: expected n-grams in {len(columns)} training texts, "
            "got none; ask for shorter ones, correct the section text, or add texts"
        )
    return make_column_transformer(*parts, sparse_threshold=1.0).fit(columns)


def relax(vectorizer: Any, column: int, columns: Columns, name: str) -> bool:
    """Halve the `min_df` of a vectorizer until an n-gram is left; tell whether one is."""
    wanted, part = vectorizer.min_df, ("words", "characters")[column]
    count = wanted
    while count:
        with suppress(ValueError):
            vectorizer.set_params(min_df=count).fit(columns[:, column])
            break
        count //= 2
    if count < wanted:
        found = f"those in {count} are counted" if count else "none is counted"
        logging.warning("%s: no n-gram of %s is in %d texts: %s", name, part, wanted, found)
    return bool(count)


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
        model = fit(task.head.build(choice, task.fitting.max_iter), train, labels[spec.train])
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
    from scipy import sparse
    from sklearn.pipeline import make_pipeline

    choice = most_frequent(outcomes, task)
    classifier = task.head.build(choice, task.fitting.max_iter)
    columns = as_columns(task.texts, task.text)
    vectorizer = fit_vectorizer(task, columns)
    fit(classifier, sparse.csr_matrix(vectorizer.transform(columns)), task.labels)
    save_pipeline(make_pipeline(vectorizer, classifier), folder / FILE)
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
        composed = [normalize("NFC", text) for text in texts]
        return np.asarray(pipeline.predict_proba(as_columns(composed, rule)), np.float32)

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
