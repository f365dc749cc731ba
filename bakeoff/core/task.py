"""What a model is fitted on: its settings, its head, and the labelled texts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import ConfigDict, model_validator

from bakeoff.core.classes import load_classes, number_labels
from bakeoff.core.components import load_component
from bakeoff.core.messages import load_messages
from bakeoff.core.paths import CLASSES, split_path
from bakeoff.core.runtime import set_up
from bakeoff.core.settings import Name, Runtime, Section, check
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
        reads: the inputs that it accepts; see `Model.gives`.
        fixed_length: whether it has weights for each position of a text.
    """

    reads: ClassVar[frozenset[str]] = frozenset()
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
        text: how texts are cut into tokens.
        classes: how many.
        texts: by split, raw.
        labels: by split, (n,) numbers of classes.
    """

    name: str
    model: Any
    head: Any
    fitting: Any
    text: Text
    classes: int
    texts: dict[str, list[str]]
    labels: dict[str, Labels]


@dataclass(frozen=True)
class Predicted:
    """The predictions of one entry's saved models.

    Attributes:
        probabilities: by split, (seeds, n, classes) float32.
        classify: gives the probabilities of texts by the first seed, to be timed.
        model_bytes: of one saved model.
    """

    probabilities: dict[str, NDArray[np.float32]]
    classify: Callable[[list[str]], object]
    model_bytes: int


def set_up_fitting(name: str, entry: Entry, runtimes: dict[str, Any]) -> tuple[Any, Runtime]:
    """Load the fitting method of a model and set its runtime up, before anything else computes."""
    fitting = load_component(FITTING, entry.fit, f"models.{name}.fit", "fitting")
    place = f"params.yaml: runtime.{entry.fit}"
    runtime: Runtime = check(fitting.RUNTIME, runtimes.get(entry.fit), place)
    set_up(runtime)
    return fitting, runtime


def check_model(name: str, entry: Entry) -> Any:
    """Check an entry of `models` against its kind."""
    kind = load_component(KINDS, entry.kind, f"models.{name}.kind")
    return check(kind.Settings, entry.model_dump(), f"params.yaml: models.{name}")


def load_task(parameters: FitParameters, name: str, splits: tuple[str, ...]) -> Task:
    """Check the settings of a model and load its labelled texts.

    Raises:
        BakeoffError: a setting is wrong.
    """
    entry = parameters.models[name]
    head = load_component(HEADS, entry.head, f"models.{name}.head")
    fitting = load_component(FITTING, entry.fit, f"models.{name}.fit", "fitting")
    classes = load_classes(CLASSES)
    labelled = {split: number_labels(load_messages(split_path(split)), classes) for split in splits}
    return Task(
        name=name,
        model=check_model(name, entry),
        head=check(head.Settings, parameters.heads[entry.head], f"params.yaml: heads.{entry.head}"),
        fitting=check(
            fitting.Settings, (parameters.model_extra or {})[entry.fit], f"params.yaml: {entry.fit}"
        ),
        text=parameters.text,
        classes=len(classes),
        texts={split: texts for split, (texts, _) in labelled.items()},
        labels={split: labels for split, (_, labels) in labelled.items()},
    )
