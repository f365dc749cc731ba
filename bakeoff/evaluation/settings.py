"""The settings of the evaluation."""

from typing import Literal

from pydantic import ConfigDict

from bakeoff.core.settings import Count, Name, Section, Seed


class Evaluate(Section):
    """How predictions become scores."""

    baseline: Name  # of the models
    threshold: Literal["half", "valid"]  # .5, or the one with the best F1 on the validation split
    draws: Count  # of the bootstrap and of the permutation tests
    seed: Seed  # of the draws


class ModelInput(Section):
    """The one key of a model that evaluation reads."""

    model_config = ConfigDict(extra="ignore")

    input: str


class Split(Section):
    """The one key of `prepare` that evaluation reads."""

    split: str
