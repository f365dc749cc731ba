"""The files that the report, the README and the terminal read: what `evaluate` writes, and more.

COLUMNS holds the columns of each table, with the type of their cells; an empty number is None.
"""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, NotRequired, TypedDict

Line = Mapping[str, Any]  # of a table: the cells by column
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
COLUMNS: dict[str, dict[str, type]] = {  # all in metrics/plots but metrics/learning.csv
    "roc": {"model": str, "false_positive_rate": float, "true_positive_rate": float},
    "precision_recall": {"model": str, "recall": float, "precision": float},
    "confusion": {"model": str, "actual": str, "predicted": str, "messages": float},
    "loss": {"model": str, "seed": int, "epoch": int, "split": str, "loss": float},
    "calibration": {"model": str, "confidence": float, "frequency": float, "messages": float},
    "unknown_words": {"model": str, "unknown_share": str, "messages": float, "error_rate": float},
    "learning": {"model": str, "labels": int, "draw": int}
    | dict.fromkeys(("f1", "macro_f1", "accuracy", "pr_auc", "log_loss"), float),
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
    """What one model scores on the test split."""

    seeds: int
    thresholds: list[float]
    mean: Scores
    sd: Scores
    slices: dict[str, Slice]
    valid_threshold: PlainScores  # with each seed's best threshold on the validation split
    calibration: dict[str, float]  # `ece`, the expected calibration error
    without_leaks: PlainScores | None  # on texts that occur in no training row, if there are any


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


class SplitCounts(TypedDict):
    """The texts of a split, and those of each class."""

    rows: int
    labels: dict[str, int]


class DataMetrics(TypedDict):
    """metrics/data.json, as far as the report shows it."""

    dropped: int
    splits: dict[str, SplitCounts]
    # by kind of split: test_rows, and how many occur in training, exact or normalised
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
    """data/maps/<name>.json: words or texts by PCA and by t-SNE, and the nearest to each."""

    name: str
    kind: str  # "words", or what else the points are
    dimension: int
    labels: list[str]
    pca: list[list[float]]
    tsne: list[list[float]]
    share: list[float]  # of the last class among texts with the word; for a text, 0 or 1
    counts: NotRequired[list[int]]  # of each word in the training split
    neighbours: list[list[tuple[int, float]]]  # per point: place in the map, and cosine


def read_table(path: Path, columns: dict[str, type]) -> list[Line]:
    """Read a CSV file, each cell as the type of its column; an empty number is None."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {
                name: columns[name](cell) if cell or columns[name] is str else None
                for name, cell in line.items()
            }
            for line in csv.DictReader(file)
        ]
