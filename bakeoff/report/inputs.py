"""What the report is made of: the metrics, and the maps of the vectors, read into one object."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bakeoff.errors import BakeoffError
from bakeoff.files import read_json
from bakeoff.paths import (
    ALL_COSTS,
    COVERAGE,
    DATA_METRICS,
    ERRORS,
    INTRINSIC,
    LEADERBOARD,
    LEARNING_CURVES,
    MAPS,
    PLOTS,
    TRAINING,
)

TABLES = ("roc", "precision_recall", "confusion", "calibration", "unknown_words")
NAMES = {"model", "actual", "predicted", "unknown_share"}  # columns of text

Line = dict[str, Any]


@dataclass(frozen=True)
class Inputs:
    """All that the report shows. Only the leaderboard must be there; the rest may be empty.

    Attributes:
        board: metrics/leaderboard.json, the best model first.
        data: metrics/data.json.
        costs: model -> measure -> number.
        coverage: embedding -> what its file covers.
        intrinsic: embedding -> task -> scores.
        training: model -> the course of its trainings.
        learning: model -> lines of rows, draw, f1, accuracy.
        tables: name of a file of metrics/plots -> its lines.
        errors: messages that models disagree on, or all get wrong.
        maps: name -> points of words or of messages.
    """

    board: dict[str, Any]
    data: dict[str, Any] = field(default_factory=dict)
    costs: dict[str, dict[str, Any]] = field(default_factory=dict)
    coverage: dict[str, dict[str, Any]] = field(default_factory=dict)
    intrinsic: dict[str, dict[str, Any]] = field(default_factory=dict)
    training: dict[str, dict[str, Any]] = field(default_factory=dict)
    learning: dict[str, list[Line]] = field(default_factory=dict)
    tables: dict[str, list[Line]] = field(default_factory=dict)
    errors: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    maps: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def models(self) -> list[str]:
        """Names of the models, the best first."""
        return list(self.board["models"])

    @property
    def baseline(self) -> str:
        """Name of the model that the others have to beat."""
        return str(self.board["baseline"])

    @property
    def positive(self) -> str | None:
        """Name of the class that precision, recall and F1 are of; none of more than two."""
        classes = self.board["classes"]
        return str(classes[1]) if len(classes) == 2 else None

    def lines(self, table: str) -> list[Line]:
        """Lines of a table of metrics/plots, model by model as in the leaderboard."""
        lines, models = self.tables.get(table, []), self.models
        known = [line for line in lines if line["model"] in models]
        return sorted(known, key=lambda line: models.index(line["model"]))


def read_table(path: Path) -> list[Line]:
    """Read a CSV file, all columns but names as numbers; an empty list where there is none."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {key: cell if key in NAMES else _number(cell) for key, cell in line.items()}
            for line in csv.DictReader(file)
        ]


def _number(cell: str) -> float | None:
    """Read a number; an empty cell is one that is not defined."""
    return float(cell) if cell else None


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = read_json(path) if path.exists() else {}
    return found


def _read_each(folder: Path, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Read one JSON file a name; what is not there, or empty, is left out."""
    found = {name: _read(folder / f"{name}.json") for name in names}
    return {name: its for name, its in found.items() if its}


def read_inputs(embeddings: Iterable[str], maps: Iterable[str], root: Path = Path()) -> Inputs:
    """Read what there is.

    Args:
        embeddings: names in `embed` of params.yaml: files of others may be left of old runs.
        maps: names of maps, in the order in which they are offered.
        root: the repository.

    Raises:
        BakeoffError: there is no leaderboard.
    """
    if not (root / LEADERBOARD).exists():
        raise BakeoffError(f"{LEADERBOARD}: expected the scores; run `dvc repro evaluate` first")
    board, embeddings = read_json(root / LEADERBOARD), list(embeddings)
    models = board["models"]
    learning = read_table(root / LEARNING_CURVES)
    curves = {name: [line for line in learning if line["model"] == name] for name in models}
    return Inputs(
        board=board,
        data=_read(root / DATA_METRICS),
        costs={name: its for name, its in _read(root / ALL_COSTS).items() if name in models},
        coverage=_read_each(root / COVERAGE, embeddings),
        intrinsic=_read_each(root / INTRINSIC, embeddings),
        training=_read_each(root / TRAINING, models),
        learning={name: lines for name, lines in curves.items() if lines},
        tables={name: read_table(root / PLOTS / f"{name}.csv") for name in TABLES},
        errors=_read(root / ERRORS),
        maps=_read_each(root / MAPS, maps),
    )
