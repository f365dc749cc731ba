"""Figures of runs that are committed, and the tables that documents take from them.

docs/results/<preset>/ holds the figures of a preset; those of the sample are in metrics/. None of
these files holds a text of a data set. `published.csv` beside them holds what others published.
"""

import csv
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import read_json
from bakeoff.core.paths import ALL_CURVES, ANSWER, LEADERBOARD, RESULTS
from bakeoff.evaluation.answer_format import Answer
from bakeoff.evaluation.board import board_markdown, literal, markdown_table
from bakeoff.evaluation.board_columns import Columns, result_columns
from bakeoff.evaluation.formats import COLUMNS, SCORES, Board, Line, read_table

KEPT = (ANSWER, LEADERBOARD, ALL_CURVES)
PUBLISHED = "published.csv"  # columns system, accuracy, f1, texts, source
SAMPLE = "sample"


@dataclass(frozen=True)
class Figures:
    """What a run of a preset found."""

    board: Board
    answer: Answer
    curves: list[Line]
    published: list[dict[str, str]]


def keep_figures(preset: str, root: Path) -> None:
    """Copy the figures of a run below `root` to docs/results/<preset>/."""
    folder = RESULTS / preset
    folder.mkdir(parents=True, exist_ok=True)
    for path in KEPT:
        shutil.copyfile(root / path, folder / path.name)


def load_figures(preset: str, root: Path) -> Figures | None:
    """Load the figures of a preset from the project at `root`; None if they are not there.

    Raises:
        BakeoffError: they are of another preset.
    """
    folder = root / RESULTS / preset
    paths = [root / path if preset == SAMPLE else folder / path.name for path in KEPT]
    if not all(path.is_file() for path in paths):
        return None
    board: Board = read_json(paths[1])
    if board["preset"] != preset:
        raise BakeoffError(
            f"{paths[1]}: expected results of the preset {preset}, got {board['preset']}; run "
            f"`bakeoff use {preset}` and `make repro`"
        )
    published = [*_read_published(folder / PUBLISHED)]
    return Figures(board, read_json(paths[0]), read_table(paths[2], COLUMNS["learning"]), published)


def _read_published(path: Path) -> Iterator[dict[str, str]]:
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def summarize(figures: Figures) -> str:
    """Write the recommendation and the leaderboard."""
    columns = result_columns(figures.board, figures.answer)
    return f"**{literal(figures.answer['sentences'][-1])}**\n\n{markdown_table(columns)}"


def describe(figures: Figures) -> str:
    """Write all that a page of results shows: the answer, the pairs, label curves, others' scores.

    Published scores are on other splits, so they stand beside ours and are not tested against them.
    """
    board, metrics = figures.board, dict.fromkeys((figures.board["metric"], "pr_auc"))
    parts = ["## The answer\n", board_markdown(board, figures.answer), "## With fewer labels\n"]
    for metric in metrics if figures.curves else ():
        parts.append(f"{SCORES[metric]} by number of labels, the mean over the draws:\n")
        parts.append(markdown_table(curve_columns(figures.curves, metric)))
    if not figures.curves:
        parts.append("This preset has no label curves.\n")
    if figures.published:
        parts += ["## Beside published scores\n", markdown_table(published_columns(figures))]
    return "\n".join(parts)


def curve_columns(points: list[Line], metric: str) -> Columns:
    """Lay out the mean score of each model by number of labels."""
    models = [*dict.fromkeys(point["model"] for point in points)]
    columns = [["model", *models]]
    for labels in sorted({point["labels"] for point in points}):
        of_size = [point for point in points if point["labels"] == labels]
        columns.append([f"{labels:,}", *(_mean(of_size, model, metric) for model in models)])
    return columns


def _mean(points: list[Line], model: str, metric: str) -> str:
    scores = [point[metric] for point in points if point["model"] == model]
    known = [score for score in scores if score is not None]
    return f"{np.mean(known):.3f}" if known else "-"


def published_columns(figures: Figures) -> Columns:
    """Lay out accuracy and F1 of what others published, then of our models."""
    board = figures.board
    rows = [["system", "accuracy", "F1", "tested on", "source"]]
    keys = ("system", "accuracy", "f1", "texts", "source")
    rows += [[line[key] or "-" for key in keys] for line in figures.published]
    tested = f"{board['rows']:,} texts, {board['split']}"
    for name, model in board["models"].items():
        scores: dict[str, Any] = {**model["mean"]}
        shown = [f"{scores[key]:.3f}" if key in scores else "-" for key in ("accuracy", "f1")]
        rows.append([name, *shown, tested, "here"])
    return list(map(list, zip(*rows, strict=True)))
