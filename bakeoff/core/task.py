"""What a model is fitted on: its settings, its head, and the labelled texts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import ConfigDict, model_validator

from bakeoff.core.classes import load_classes, number_labels
from bakeoff.core.components import load_component
from bakeoff.core.paths import CLASSES, TEXTS
from bakeoff.core.runtime import set_up
from bakeoff.core.settings import Name, Runtime, Section, check
from bakeoff.core.table import Table, load_table
from bakeoff.core.tokens import Text

KINDS, HEADS, FITTING = "bakeoff.models", "bakeoff.models.heads", "bakeoff.models.fit"
Labels = NDArray[np.int32]


class Model(Section):
    """The keys that every entry of `models` has; a kind of model adds its own.

    Attributes:
        gives: what the kind hands to a head: `words`, `features` or `counts`.
    """

    kind: Name
    input: str
    head: Name
    fit: Name
    gives: ClassVar[str] = ""


class Head(Section):
    """The sizes of a head.

    Attributes:
        reads: what it can stand on; see `Model.gives`.
        fit: the way to fit that it is made for.
        fixed_length: whether it has weights for each position of a text.
        pools: whether it reads one vector per text: a mix of layers, or pooled words.
    """

    reads: ClassVar[frozenset[str]] = frozenset()
    fit: ClassVar[str] = "train"
    pools: ClassVar[bool] = False
    fixed_length: ClassVar[bool] = False


class Entry(Model):
    """An entry of `models` before its kind is known."""

    model_config = ConfigDict(extra="allow", frozen=True)


class FitParameters(Section):
    """What a stage that fits models reads; the section that the model's `fit` names is extra."""

    model_config = ConfigDict(extra="allow", frozen=True)
    heads: dict[Name, dict[str, Any]]
    models: dict[Name, Entry]
    runtime: dict[Name, dict[str, Any]]
    text: Text

    @model_validator(mode="after")
    def _only_its_fit_is_extra(self) -> Self:
        """Refuse any other section: it would be declared and unread."""
        expected = {entry.fit for entry in self.models.values()}
        if set(self.model_extra or {}) != expected:
            raise ValueError(
                f"expected params of the section {sorted(expected)} beside heads, models, runtime "
                f"and text, got {sorted(self.model_extra or {})}"
            )
        return self


@dataclass(frozen=True)
class Task:
    """All that a model is fitted on.

    Attributes:
        name: of the model.
        model: its entry of `models`, as its kind describes it.
        head: the sizes of its head.
        fitting: the settings of its fitting method, such as the section `train`.
        text: how texts are cut into tokens, and which a round knows.
        classes: how many.
        texts: all n of the table, raw.
        labels: (n,) numbers of classes.
    """

    name: str
    model: Any
    head: Any
    fitting: Any
    text: Text
    classes: int
    texts: list[str]
    labels: Labels


@dataclass(frozen=True)
class Final:
    """A model that was trained on all texts and saved.

    Attributes:
        classify: gives the probabilities of texts, as the saved model does; to be timed.
        model_bytes: of the saved model.
        description: what it was trained with.
    """

    classify: Callable[[list[str]], NDArray[np.float32]]
    model_bytes: int
    description: dict[str, Any]


def set_up_fitting(name: str, entry: Entry, runtimes: dict[str, Any]) -> tuple[Any, Runtime]:
    """Load the way to fit of a model and set its runtime up, before anything else computes.

    Returns:
        The module `bakeoff.models.fit.<way>.fitting`, and the runtime.
    """
    fitting = load_component(FITTING, entry.fit, f"models.{name}.fit", "fitting")
    place = f"params.yaml: runtime.{entry.fit}"
    runtime: Runtime = check(fitting.RUNTIME, runtimes.get(entry.fit), place)
    set_up(runtime)
    return fitting, runtime


def check_model(name: str, entry: Entry) -> Any:
    """Check an entry of `models` against its kind."""
    kind = load_component(KINDS, entry.kind, f"models.{name}.kind")
    return check(kind.Settings, entry.model_dump(), f"params.yaml: models.{name}")


def load_task(parameters: FitParameters, name: str) -> tuple[Task, Table]:
    """Check the settings of a model and load the labelled texts, with their roles.

    Raises:
        BakeoffError: a setting is wrong.
    """
    entry = parameters.models[name]
    head = load_component(HEADS, entry.head, f"models.{name}.head")
    fitting = load_component(FITTING, entry.fit, f"models.{name}.fit", "fitting")
    classes, table = load_classes(CLASSES), load_table(TEXTS)
    texts, labels = number_labels(table.texts, classes)
    task = Task(
        name=name,
        model=check_model(name, entry),
        head=check(head.Settings, parameters.heads[entry.head], f"params.yaml: heads.{entry.head}"),
        fitting=check(
            fitting.Settings, (parameters.model_extra or {})[entry.fit], f"params.yaml: {entry.fit}"
        ),
        text=parameters.text,
        classes=len(classes),
        texts=texts,
        labels=labels,
    )
    return task, table
