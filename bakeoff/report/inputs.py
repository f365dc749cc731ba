"""What the report shows: the metrics, and the maps of the vectors, read into one object."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bakeoff.core import paths
from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import read_json
from bakeoff.core.table import load_table
from bakeoff.core.tokens import Text
from bakeoff.evaluation import formats
from bakeoff.evaluation.answer_format import Answer, PairLine, turn
from bakeoff.evaluation.formats import COLUMNS, Line, read_table
from bakeoff.report import quotes
from bakeoff.report.blocks import Better
from bakeoff.texts.profile.tokens import Cut, measure_tokens, show_tokens


@dataclass(frozen=True)
class Inputs:
    """All that the report shows; the models are in the order of the leaderboard."""

    board: formats.Board
    answer: Answer
    data: formats.DataMetrics
    costs: dict[str, formats.Costs]  # by model
    coverage: dict[str, formats.Coverage]  # by embedding
    intrinsic: dict[str, formats.Intrinsic]  # by embedding
    runs: dict[str, list[formats.Run]]  # trainings by model
    learning: list[Line]
    roc: list[Line]
    precision_recall: list[Line]
    confusion: list[Line]
    calibration: list[Line]
    unknown_words: list[Line]
    errors: formats.Errors
    maps: dict[str, formats.FlatMap]
    texts: dict[int, str]  # that may be shown, by row
    tokens: dict[str, Any]  # lengths of all texts in tokens
    token_rule: list[Cut]  # what it makes of some texts that may be shown
    hidden_maps: tuple[str, ...] = ()  # that `report.texts` leaves out

    @property
    def holds(self) -> str:
        """Say in a line how many texts the page holds."""
        rows = quotes.quoted_rows(self.texts, self.errors, self.maps, self.token_rule)
        return quotes.describe_quotes(len(rows), invented=self.board["invented"]["texts"])

    @property
    def title(self) -> str:
        """How the verdict's score is called."""
        return self.answer["label"]

    @property
    def sign(self) -> int:
        """1 where a higher score of the verdict is better, −1 where a lower one is."""
        return -1 if self.answer["lower_is_better"] else 1

    @property
    def better(self) -> Better:
        """Which way the verdict's score is good."""
        return "lower" if self.answer["lower_is_better"] else "higher"

    @property
    def tested(self) -> str:
        """What the scored texts are called."""
        return "training texts" if self.board["split"] == "none" else "held-out texts"

    @property
    def chosen(self) -> str:
        """Name of the recommended model."""
        return self.answer["recommendation"]["model"]

    @property
    def controls(self) -> set[str]:
        """Names of the models whose vectors are on the wrong words."""
        return {pair["other"] for pair in self.answer["pretraining"]}

    def score(self, name: str) -> float:
        """Give the verdict's score of a model."""
        return self.board["models"][name]["mean"][self.metric]

    def pairs(self) -> dict[tuple[str, str], PairLine]:
        """Give the comparison of every pair of models, from either side."""
        lines = [*self.answer["against_baseline"], *self.answer["pairs"]]
        both = [*lines, *map(turn, lines)]
        return {(pair["model"], pair["other"]): pair for pair in both}

    @property
    def models(self) -> list[str]:
        """Names of the models, the best first."""
        return list(self.board["models"])

    @property
    def baseline(self) -> str:
        """Name of the model that the others have to beat."""
        return self.board["baseline"]

    @property
    def metric(self) -> str:
        """Name of the score of the verdict."""
        return self.board["metric"]

    @property
    def against_baseline(self) -> dict[str, PairLine]:
        """How each model but the baseline compares with it."""
        pairs = {pair["model"]: pair for pair in self.answer["against_baseline"]}
        return {name: pairs[name] for name in self.models if name in pairs}

    @property
    def positive(self) -> str | None:
        """Name of the class that precision, recall and F1 are of; None with more than two."""
        classes = self.board["classes"]
        return classes[1] if len(classes) == 2 else None


def read_inputs(
    embeddings: Iterable[str],
    maps: Iterable[str],
    rule: Text,
    root: Path = Path(),
    shown: quotes.Shown = "all",
) -> Inputs:
    """Read everything below `root` that may be shown.

    Args:
        embeddings: names of those to show, as old runs leave others.
        maps: likewise.
        rule: the token rule.
        root: the folder of the project.
        shown: which texts may be shown.
    """
    board: formats.Board = read_json(root / paths.LEADERBOARD)
    order = {name: place for place, name in enumerate(board["models"])}

    def each(folder: Path, names: Iterable[str]) -> dict[str, Any]:
        files = {name: root / folder / f"{name}.json" for name in names}
        return {name: read_json(path) for name, path in files.items() if path.exists()}

    def table(name: str, folder: Path = paths.PLOTS) -> list[Line]:
        lines = read_table(root / folder / f"{name}.csv", COLUMNS[name])
        return sorted(lines, key=lambda line: order[line["model"]])

    trainings = each(paths.TRAINING, board["models"])
    coverage, errors = each(paths.COVERAGE, embeddings), read_json(root / paths.ERRORS)
    texts = {text.row: text.text for text in load_table(root / paths.TEXTS).texts}
    drawn = each(paths.MAPS, maps)
    kept = quotes.keep_maps(drawn, shown)
    quotable = quotes.keep_texts(texts, errors, shown)
    return Inputs(
        board=board,
        answer=read_json(root / paths.ANSWER),
        data=read_json(root / paths.DATA_METRICS),
        costs=read_json(root / paths.ALL_COSTS),
        coverage={name: quotes.keep_words(x, shown) for name, x in coverage.items()},
        intrinsic=each(paths.INTRINSIC, embeddings),
        runs={name: training["runs"] for name, training in trainings.items()},
        learning=table("learning", paths.ALL_CURVES.parent),
        roc=table("roc"),
        precision_recall=table("precision_recall"),
        confusion=table("confusion"),
        calibration=table("calibration"),
        unknown_words=table("unknown_words"),
        errors=quotes.keep_errors(errors, shown),
        maps=kept,
        texts=quotable,
        tokens=measure_tokens([*texts.values()], rule),
        token_rule=show_tokens(quotable, rule),
        hidden_maps=tuple(name for name in drawn if name not in kept),
    )


def read_figures(answer: Path, board: Path, curves: Path) -> Inputs:
    """Read what charts of the answer show, and nothing else.

    Raises:
        BakeoffError: a file is missing, or an older version made it.
    """
    for path in (answer, board, curves):
        if not path.is_file():
            raise BakeoffError(f"{path}: not there yet; run `make repro` first")
    found: formats.Board = read_json(board)
    if "invented" not in found:
        raise BakeoffError(f"{board}: made by an older version; run the preset again")
    order = {name: place for place, name in enumerate(found["models"])}
    lines = read_table(curves, COLUMNS["learning"])
    learning = sorted(lines, key=lambda line: order[line["model"]])
    empty: dict[str, Any] = {
        name: {} for name in ("data", "costs", "coverage", "intrinsic", "runs")
    }
    tables = ("roc", "precision_recall", "confusion", "calibration", "unknown_words")
    empty |= {name: [] for name in tables} | {"errors": {}, "maps": {}, "texts": {}}
    empty |= {"tokens": {}, "token_rule": []}
    return Inputs(board=found, answer=read_json(answer), learning=learning, **empty)
