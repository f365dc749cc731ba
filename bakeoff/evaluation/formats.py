"""The files that the report, the README and the terminal read: what `evaluate` writes, and more.

COLUMNS holds the columns of each table, with the type of their cells; an empty number is None.
"""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, NotRequired, TypedDict

from bakeoff.evaluation.answer_format import Word

Line = Mapping[str, Any]  # of a table: the cells by column
Scores = dict[str, float]  # by the name of the score; what is not defined is left out
Costs = dict[str, float]  # a model in metrics/costs.json: download_bytes, ms_one, ...
Intrinsic = dict[str, dict[str, float | None]]  # metrics/intrinsic/<name>.json: task to measures
BoardWord = Word | Literal["baseline"]

SCORES = {  # as they are shown; with more than two classes F1 is macro F1
    "f1": "F1",
    "macro_f1": "macro F1",
    "recall_at_precision": "recall at precision",
    "accuracy": "accuracy",
    "precision": "precision",
    "recall": "recall",
    "mcc": "MCC",
    "pr_auc": "PR-AUC",
    "roc_auc": "ROC-AUC",
    "log_loss": "log loss",
    "brier": "Brier",
}
COLUMNS: dict[str, dict[str, type]] = {  # all in metrics/plots but metrics/learning.csv
    "roc": {"model": str, "false_positive_rate": float, "true_positive_rate": float},
    "precision_recall": {"model": str, "recall": float, "precision": float},
    "confusion": {"model": str, "actual": str, "predicted": str, "texts": float},
    "loss": {"model": str, "seed": int, "epoch": int, "split": str, "loss": float},
    "calibration": {"model": str, "confidence": float, "frequency": float, "texts": float},
    "unknown_words": {"model": str, "unknown_share": str, "texts": float, "error_rate": float},
    "learning": {"model": str, "labels": int, "draw": int}
    | dict.fromkeys(("f1", "macro_f1", "accuracy", "pr_auc", "log_loss"), float),
}
MOST_ERRORS = 40  # texts of each kind in metrics/errors.json
UNKNOWN_SHARES = ("0 %", "0–10 %", "10–25 %", "25–50 %", "over 50 %")  # of a text's words


class Ends(TypedDict):
    """The ends of a 95 % interval; None: not defined."""

    low: float | None
    high: float | None


class Part(TypedDict):
    """Mean and standard deviation over repeats of all scores, on some of the texts."""

    rows: int
    mean: Scores
    sd: Scores


class Slice(Part):
    """The same for a slice, with the interval of the verdict's score in it."""

    interval: Ends


class ClassScores(TypedDict):
    """Scores of one class against all others, means over repeats; 0 / 0 is 0."""

    precision: float
    recall: float
    f1: float


class Invented(TypedDict):
    """What the project makes itself, so that its figures say nothing about real data."""

    texts: bool
    vectors: list[str]  # entries of `embed` and `encode`


class PlainScores(TypedDict):
    """Two scores with other thresholds, one of each round."""

    f1: float
    accuracy: float
    thresholds: list[float]


class ModelBoard(TypedDict):
    """What one model scores on the texts that were held out."""

    description: str  # in plain English
    licences: dict[str, str | None]  # by source of its vectors; None: none is stated
    rounds: int
    repeats: int
    members: list[str]  # of an ensemble
    chosen: dict[str, int]  # of an entry of `choose`: how many rounds took each member
    thresholds: list[float]  # of each round
    threshold: float | None  # of the saved model; None: more than two classes
    mean: Scores
    sd: Scores
    intervals: dict[str, Ends]  # by score; each holds for this score alone
    word: BoardWord  # how it compares with the baseline: see metrics/answer.json
    by_class: dict[str, ClassScores]
    slices: dict[str, Slice]
    valid_threshold: PlainScores  # with each round's best threshold on its validation texts
    calibration: dict[str, float]  # `ece`, the expected calibration error


class Board(TypedDict):
    """metrics/leaderboard.json; the model with the best score comes first."""

    preset: str
    split: str
    invented: Invented
    rows: int  # tested texts
    classes: list[str]
    class_counts: dict[str, int]  # tested texts of each class
    metric: str  # of the verdict
    baseline: str
    models: dict[str, ModelBoard]


class ErrorText(TypedDict):
    """A text in metrics/errors.json: its row, the class and the probability that models give."""

    row: int  # as in data/prepared/texts.csv; Git tracks this file, so it holds no texts
    label: str
    slice: str
    predicted: dict[str, str]
    probabilities: dict[str, float]


class ErrorKind(TypedDict):
    """Texts of a kind, of which the first MOST_ERRORS are listed."""

    count: int  # of all
    texts: list[ErrorText]


Errors = dict[str, ErrorKind]  # disagreements, all_wrong


class RoleCounts(TypedDict):
    """The texts of a role in a partition, and those of each class."""

    rows: int
    labels: dict[str, int]


class DataMetrics(TypedDict):
    """metrics/data.json, as far as the report shows it."""

    rows: int  # of the published file
    partitions: dict[str, dict[str, RoleCounts]]  # by role: train, valid, test, left_out
    normalised_duplicates: int
    near_duplicates: NotRequired[int]  # counted with `prepare.duplicates: near` alone
    dropped: int
    reduced: int  # near duplicates that were left out because a fold does not hold them all
    left_out: int  # training texts that copy a held-out one
    # by kind of split: tested texts, and how many have a copy elsewhere if none is dropped
    leaks_with_duplicates: dict[str, dict[str, Any]]
    look: dict[str, Any]  # as texts.profile describes them


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
    kept_epoch: NotRequired[int]
    C: NotRequired[float]
    class_weight: NotRequired[str]


class FlatMap(TypedDict):
    """data/maps/<name>.json: words or texts by PCA and by t-SNE, and the nearest to each."""

    name: str
    kind: str  # "words", or what else the points are
    dimension: int
    labels: list[str]
    pca: list[list[float]]
    tsne: list[list[float]]
    share: dict[str, list[float]]  # of each class among texts with the word; for a text, 0 or 1
    counts: NotRequired[list[int]]  # of each word in the texts
    neighbours: list[list[tuple[int, float]]]  # per point: place in the map, and cosine


def score_titles(board: Board) -> dict[str, str]:
    """Name the scores to show, that of the verdict first.

    With two classes macro F1 says little; recall at a precision is asked for, or not shown.
    """
    hidden = ("f1" if len(board["classes"]) > 2 else "macro_f1", "recall_at_precision")
    first, present = board["metric"], set().union(*(x["mean"] for x in board["models"].values()))
    names = [first, *(name for name in SCORES if name not in (first, *hidden) and name in present)]
    return {name: SCORES[name] for name in names}


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
