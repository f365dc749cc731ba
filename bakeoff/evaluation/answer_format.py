"""What `metrics/answer.json` holds."""

import math
from typing import Literal, TypedDict

Word = Literal["better", "worse", "equal", "undecided"]


class ScoreLine(TypedDict):
    """A score and its 95 % interval, which holds for this score alone; None: no draw has it."""

    value: float
    low: float | None
    high: float | None
    draws: int  # that the interval rests on


class PairLine(TypedDict):
    """The difference of two models, turned so that it is positive where `model` is better."""

    model: str
    other: str
    difference: float
    low: float  # simultaneous 95 % interval
    high: float
    p_value: float  # adjusted for the family; at most .05 where the interval excludes 0
    word: Word  # for `model`
    within_margin: bool  # the whole interval: with `better` or `worse`, "by less than the margin"
    se_texts: float
    se_training: float
    smallest_difference: float | None  # that is found with 80 % power
    # to call equal models equal; only if undecided and the margin is not 0
    texts_needed: int | None


class Perfect(TypedDict):
    """A model without errors, compared with the baseline."""

    low: float  # lower end of the interval of the difference
    could_be_better: bool


class Recommendation(TypedDict):
    """The model to use."""

    model: str
    rule: Literal["only", "close_to_best", "not_worse"]
    loss: float  # the largest loss against another model that is not excluded
    score: float
    score_out_of_bag: float | None  # of what the rule chooses in draws, on the texts not drawn
    chosen: dict[str, float]  # share of the draws in which the rule chooses the model
    cost: dict[str, int]  # download_bytes, model_bytes
    sentence: str


class Switch(TypedDict):
    """A model that is better than the recommended one with few labels."""

    model: str
    other: str  # the recommended one
    labels: int  # up to which it is better
    difference: float  # of the mean over draws with so many labels; positive: `model` is better
    low: float  # 95 % interval, for all models that have a curve
    high: float


class SavedLine(TypedDict):
    """How many labels the other model needs to reach what `model` reaches with few."""

    model: str
    other: str
    labels: int
    needed: int | None  # None: in some draw the other's curve does not pass the score
    low: int | None  # 95 % interval, for this pair alone; None: its smallest size is beyond it
    high: int | None


class FewLabels(TypedDict):
    """What the label curves show."""

    metric: str
    label: str
    switch: Switch | None
    saved: dict[str, list[SavedLine]]  # by score
    sentence: str  # what the curves show


class Basis(TypedDict):
    """What the answer rests on."""

    metric: str
    label: str
    lower_is_better: bool
    margin: float
    baseline: str
    texts: int
    groups: int
    draws: int
    undefined: int  # further draws, which lacked a class
    one_training_set: bool  # other training rows are not part of the intervals
    critical_baseline: float
    critical_pairs: float


class Answer(Basis):
    """metrics/answer.json; models and pairs with the best score first."""

    scores: dict[str, dict[str, ScoreLine]]  # by model, then score
    against_baseline: list[PairLine]
    pairs: list[PairLine]  # of the models without the baseline
    pretraining: list[PairLine]  # of each model and its control, whose vectors are shuffled
    against_learned: list[PairLine]  # of the same models and those that learn their vectors
    perfect: Perfect
    recommendation: Recommendation
    few_labels: FewLabels | None  # None: no label curve
    quick: bool  # a first answer, from few models and rounds
    sentences: list[str]  # all of them; the recommendation is last


def raise_bound(value: float) -> float:
    """Round a bound up to three decimals, but not for a rounding error."""
    return math.ceil(value * 1000 - 1e-6) / 1000


def turn(pair: PairLine) -> PairLine:
    """Give the same difference from the other model's side."""
    opposite: dict[Word, Word] = {"better": "worse", "worse": "better"}
    return {
        **pair,
        "model": pair["other"],
        "other": pair["model"],
        "difference": 0.0 - pair["difference"],
        "low": 0.0 - pair["high"],
        "high": 0.0 - pair["low"],
        "word": opposite.get(pair["word"], pair["word"]),
    }
