"""What the report shows: the metrics, and the maps of the vectors, read into one object."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

from bakeoff.core import paths
from bakeoff.core.files import read_json
from bakeoff.evaluation import formats

L = TypeVar("L", bound=Mapping[str, object])


@dataclass(frozen=True)
class Inputs:
    """All that the report shows; the models are in the order of the leaderboard."""

    board: formats.Board
    data: formats.DataMetrics
    costs: dict[str, formats.Costs]  # by model
    coverage: dict[str, formats.Coverage]  # by embedding
    intrinsic: dict[str, formats.Intrinsic]  # by embedding
    runs: dict[str, list[formats.Run]]  # trainings by model
    learning: list[formats.LearningPoint]
    roc: list[formats.RocPoint]
    precision_recall: list[formats.RecallPoint]
    confusion: list[formats.Confusion]
    calibration: list[formats.Reliability]
    unknown_words: list[formats.UnknownWords]
    errors: formats.Errors
    maps: dict[str, formats.FlatMap]

    @property
    def models(self) -> list[str]:
        """Names of the models, the best first."""
        return list(self.board["models"])

    @property
    def baseline(self) -> str:
        """Name of the model that the others have to beat."""
        return self.board["baseline"]

    @property
    def positive(self) -> str | None:
        """Name of the class that precision, recall and F1 are of; None with more than two."""
        classes = self.board["classes"]
        return classes[1] if len(classes) == 2 else None


def read_table(path: Path, kind: type[L]) -> list[L]:
    """Read a CSV file, each cell as the type that its column has in `kind`."""
    types = kind.__annotations__
    with path.open(encoding="utf-8", newline="") as file:
        lines = [
            {column: _read(cell, types[column]) for column, cell in line.items()}
            for line in csv.DictReader(file)
        ]
    return cast("list[L]", lines)


def _read(cell: str, kind: object) -> str | int | float | None:
    """Read a cell; an empty one holds what is not defined."""
    if kind is str:
        return cell
    if not cell:
        return None
    return int(cell) if kind is int else float(cell)


def read_inputs(embeddings: Iterable[str], maps: Iterable[str], root: Path = Path()) -> Inputs:
    """Read everything.

    Args:
        embeddings: names in `embed` of params.yaml: files of others may be left of old runs.
        maps: names in `project`, in the order in which maps are offered.
        root: the repository.
    """
    board: formats.Board = read_json(root / paths.LEADERBOARD)
    order = {name: place for place, name in enumerate(board["models"])}

    def each(folder: Path, names: Iterable[str]) -> dict[str, Any]:
        files = {name: root / folder / f"{name}.json" for name in names}
        return {name: read_json(path) for name, path in files.items() if path.exists()}

    def table(path: Path, kind: type[L]) -> list[L]:
        lines = read_table(root / path, kind)
        return sorted(lines, key=lambda line: order[str(line["model"])])

    trainings = each(paths.TRAINING, board["models"])
    return Inputs(
        board=board,
        data=read_json(root / paths.DATA_METRICS),
        costs=read_json(root / paths.ALL_COSTS),
        coverage=each(paths.COVERAGE, embeddings),
        intrinsic=each(paths.INTRINSIC, embeddings),
        runs={name: training["runs"] for name, training in trainings.items()},
        learning=table(paths.ALL_CURVES, formats.LearningPoint),
        roc=table(paths.PLOTS / "roc.csv", formats.RocPoint),
        precision_recall=table(paths.PLOTS / "precision_recall.csv", formats.RecallPoint),
        confusion=table(paths.PLOTS / "confusion.csv", formats.Confusion),
        calibration=table(paths.PLOTS / "calibration.csv", formats.Reliability),
        unknown_words=table(paths.PLOTS / "unknown_words.csv", formats.UnknownWords),
        errors=read_json(root / paths.ERRORS),
        maps=each(paths.MAPS, maps),
    )
