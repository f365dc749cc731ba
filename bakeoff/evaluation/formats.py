"""The files that the report, the README and the terminal read: what `evaluate` writes, and more.

The lines of tables are types too: their keys are the columns of the CSV file.
"""

from typing import Literal, NotRequired, TypedDict

Scores = dict[str, float]  # by the name of the score; what is not defined is left out
Costs = dict[str, float]  # a model in metrics/costs.json: download_bytes, ms_one, ...
Intrinsic = dict[str, dict[str, float | None]]  # metrics/intrinsic/<name>.json: task to measures
Verdict = Literal["baseline", "better", "tie", "worse"]

SCORES = {  # beside F1, and as they are shown
    "accuracy": "accuracy",
    "precision": "precision",
    "recall": "recall",
    "mcc": "MCC",
    "pr_auc": "PR-AUC",
    "roc_auc": "ROC-AUC",
    "log_loss": "log loss",
}
UNKNOWN_SHARES = ("0 %", "0–10 %", "10–25 %", "25–50 %", "over 50 %")  # of a text's words


class Interval(TypedDict):
    """95 % intervals of a score and of its difference to the baseline's; None: not defined."""

    low: float | None
    high: float | None
    difference: float
    difference_low: float | None
    difference_high: float | None


class Slice(TypedDict):
    """Mean and standard deviation over seeds of all scores, on some of the texts."""

    rows: int
    mean: Scores
    sd: Scores


class PlainScores(TypedDict):
    """Two scores under another condition, with its thresholds or the number of its texts."""

    f1: float
    accuracy: float
    thresholds: NotRequired[list[float]]
    rows: NotRequired[int]


class ModelScores(TypedDict):
    """What one model scores on the test split.

    Attributes:
        valid_threshold: with each seed's best threshold on the validation split.
        calibration: `ece`, the expected calibration error.
        without_leaks: on the texts that occur in no training row; None where there are none.
    """

    seeds: int
    thresholds: list[float]
    mean: Scores
    sd: Scores
    slices: dict[str, Slice]
    valid_threshold: PlainScores
    calibration: dict[str, float]
    without_leaks: PlainScores | None


class PValues(TypedDict, total=False):
    """Tests of F1 and of accuracy against the baseline's; by Holm for the number of models."""

    p_f1: float
    p_f1_holm: float
    p_accuracy: float
    p_accuracy_holm: float


class ModelBoard(ModelScores, PValues):
    """The same, and how the model compares with the baseline, which has no p-values."""

    intervals: dict[str, Interval]
    verdict: Verdict


class Board(TypedDict):
    """metrics/leaderboard.json; the model with the best F1 comes first."""

    preset: str
    split: str
    rows: int
    classes: list[str]
    baseline: str
    draws: int
    verdict: str
    models: dict[str, ModelBoard]


class ErrorText(TypedDict):
    """A text in metrics/errors.json, with the probability that each model gives."""

    row: int
    text: str
    label: str
    slice: str
    probabilities: dict[str, float]


Errors = dict[str, list[ErrorText]]  # disagreements, all_wrong


class RocPoint(TypedDict):
    """A line of metrics/plots/roc.csv."""

    model: str
    false_positive_rate: float
    true_positive_rate: float


class RecallPoint(TypedDict):
    """A line of metrics/plots/precision_recall.csv."""

    model: str
    recall: float
    precision: float


class Confusion(TypedDict):
    """A line of metrics/plots/confusion.csv."""

    model: str
    actual: str
    predicted: str
    messages: float


class Loss(TypedDict):
    """A line of metrics/plots/loss.csv."""

    model: str
    seed: int | None
    epoch: int
    split: str
    loss: float


class Reliability(TypedDict):
    """A line of metrics/plots/calibration.csv."""

    model: str
    confidence: float
    frequency: float
    messages: float


class UnknownWords(TypedDict):
    """A line of metrics/plots/unknown_words.csv."""

    model: str
    unknown_share: str
    messages: float
    error_rate: float


class LearningPoint(TypedDict):
    """A line of metrics/learning.csv: one training on so many rows."""

    model: str
    rows: int
    draw: int
    f1: float
    pr_auc: float | None
    accuracy: float


class SplitCounts(TypedDict):
    """The texts of a split, and those of each class."""

    rows: int
    labels: dict[str, int]


class DataMetrics(TypedDict):
    """metrics/data.json, as far as the report shows it.

    Attributes:
        leaks_with_duplicates: kind of split to `test_rows` and how many of these occur in training:
            `exact`, or `normalised` but for case and spaces.
    """

    dropped: int
    splits: dict[str, SplitCounts]
    leaks_with_duplicates: dict[str, dict[str, int]]


class Coverage(TypedDict):
    """metrics/coverage/<name>.json; `by_rule` counts words (`types`) and occurrences (`tokens`)."""

    dimension: int
    types: int
    types_share: float
    tokens_share: float
    by_class: dict[str, float]
    by_rule: dict[str, dict[str, int]]
    most_frequent_without: dict[str, int]


class Mix(TypedDict):
    """The weights of an encoder's layers, and their scale, as one training ended."""

    s: list[float]
    gamma: float


class Run(TypedDict):
    """One training in metrics/training/<model>.json; not every model has epochs or mixes layers."""

    seed: int | None
    mix: NotRequired[dict[str, Mix]]
    epochs: NotRequired[dict[str, list[float]]]


class FlatMap(TypedDict):
    """data/maps/<name>.json: words or texts by PCA and by t-SNE, and the nearest of each.

    Attributes:
        kind: "words", or what else the points are.
        share: of the texts with the word, those of the last class; of a text 0 or 1.
        counts: of each word in the training split.
        neighbours: of each point, the place in the map and the cosine of others.
    """

    name: str
    kind: str
    dimension: int
    labels: list[str]
    pca: list[list[float]]
    tsne: list[list[float]]
    share: list[float]
    counts: NotRequired[list[int]]
    neighbours: list[list[tuple[int, float]]]
