"""Fit linear models by L-BFGS: one solution, no seed; saved by skops, without pickle."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np

from bakeoff.core.rounds import FEWEST, Outcome, Round
from bakeoff.core.settings import Count, Runtime, Section
from bakeoff.core.task import Final, Task
from bakeoff.models.fit.lbfgs.counted import CountedTexts
from bakeoff.models.fit.lbfgs.encoded import EncodedTexts
from bakeoff.models.fit.lbfgs.many import fit
from bakeoff.models.fit.lbfgs.saving import FILE, save_pipeline

RUNTIME = Runtime


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
    texts = read_texts(task)
    for (_, min_count), group in groupby(rounds, lambda spec: (spec.partition, spec.min_count)):
        same = list(group)
        values = texts.transform(texts.learn(same[0].unlabelled, min_count))
        for spec in same:
            yield fit_round(task, values, spec)


def read_texts(task: Task) -> CountedTexts | EncodedTexts:
    """Read what the model reads of all texts: their n-grams, or the features of encoders."""
    return EncodedTexts.of(task) if task.model.gives == "features" else CountedTexts.of(task)


def fit_round(task: Task, values: Any, spec: Round) -> Outcome:
    """Fit every choice to the training texts, and keep that of the lowest validation loss.

    Args:
        task: the model, and the labels of all n texts.
        values: (n, numbers) of all texts, sparse or dense.
        spec: the round.
    """
    from sklearn.metrics import log_loss

    train, valid, test = (values[rows] for rows in (spec.train, spec.valid, spec.test))
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
    from sklearn.pipeline import make_pipeline

    choice, texts = most_frequent(outcomes, task), read_texts(task)
    classifier = task.head.build(choice, task.fitting.max_iter)
    learned = texts.learn(np.arange(len(task.texts)))
    fit(classifier, texts.transform(learned), task.labels)
    save_pipeline(make_pipeline(learned, classifier), folder / FILE)
    return Final(texts.finish(folder), (folder / FILE).stat().st_size, choice)
