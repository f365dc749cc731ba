"""The settings of the evaluation."""

from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, StrictBool, model_validator

from bakeoff.core.settings import Count, Name, Section, Seed

MetricName = Literal[
    "f1", "macro_f1", "accuracy", "mcc", "pr_auc", "log_loss", "recall_at_precision"
]
Margin = Annotated[float, Field(strict=True, ge=0, le=100)]
Precision = Annotated[float, Field(strict=True, gt=0, le=1)]


class Evaluate(Section):
    """How predictions become scores and an answer."""

    metric: MetricName  # of the verdict
    margin: dict[MetricName, Margin]  # differences up to it do not matter, by metric
    precision: Precision  # that recall_at_precision requires
    baseline: Name  # of the models
    threshold: Literal["half", "valid"]  # .5, or the one with the best F1 on the validation texts
    draws: Count  # of the bootstrap
    seed: Seed  # of the draws
    quick: StrictBool  # a first answer, from few models and rounds, which is marked as one

    @model_validator(mode="after")
    def _has_a_margin(self) -> Self:
        """Refuse a metric without a margin."""
        if self.metric not in self.margin:
            raise ValueError(
                f"expected a margin for {self.metric}, got one for "
                f"{', '.join(self.margin) or 'no metric'}; add `{self.metric}: 0.02` to margin"
            )
        return self

    @model_validator(mode="after")
    def _margins_are_no_percentages(self) -> Self:
        """Refuse margins that every difference lies within, such as 2 for .02."""
        for name, margin in self.margin.items():
            if margin > 1 and name != "log_loss":
                raise ValueError(f"expected a margin of {name} up to 1, such as 0.02, got {margin}")
        return self


class ModelInput(Section):
    """What evaluation reads of a model; all keys together tell a control from its model."""

    model_config = ConfigDict(extra="allow", frozen=True)

    kind: Name
    input: str
    head: Name
    shuffled: bool = False  # a control: the vectors belong to other words
    # keys that some kinds have; only these give them a form
    trainable: Any = False
    dimension: Any = None
    words: Any = None
    characters: Any = None
    weights: Any = None


class Split(Section):
    """What evaluation reads of `prepare`."""

    input: str
    split: str


def find_controls(models: dict[str, ModelInput]) -> dict[str, str]:
    """Find the models that differ from another only in that their vectors are shuffled.

    Returns:
        Control to model.
    """
    plain = {
        name: model.model_dump(exclude={"shuffled"})
        for name, model in models.items()
        if not model.shuffled
    }
    return {
        control: name
        for control, model in models.items()
        if model.shuffled
        for name, keys in plain.items()
        if keys == model.model_dump(exclude={"shuffled"})
    }


def find_learned(models: dict[str, ModelInput]) -> tuple[str, ...]:
    """Find the models whose word vectors are learned from the texts alone."""
    return tuple(name for name, model in models.items() if model.kind == "learned")
