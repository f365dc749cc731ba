"""The columns of the tables of the leaderboard, before anything draws them."""

from collections.abc import Mapping
from typing import Any

from bakeoff.core.errors import printable
from bakeoff.evaluation.answer_format import Answer, PairLine, raise_bound
from bakeoff.evaluation.formats import SCORES, Board, score_titles

DESCRIPTION = "what it is"
EMPTY = "-"  # shown for a score that is not defined
OPPOSITE = {"better": "worse", "worse": "better"}
SHORT = {"better": "+", "worse": "-", "equal": "=", "undecided": "?"}
Columns = list[list[str]]  # each with its header, which may have two lines; names come first


def result_columns(board: Board, answer: Answer) -> Columns:
    """Lay out how each model compares with the baseline by the verdict's score, the best first."""
    metric, pairs = board["metric"], {pair["model"]: pair for pair in answer["against_baseline"]}
    header = [_break(answer["label"]), "95 %\ninterval", "to the\nbaseline"]
    rows = [[*header, "95 %\ninterval", "is", "found\nfrom"]]
    for name, model in board["models"].items():
        ends = model["intervals"][metric]
        cells = [f"{model['mean'][metric]:.3f}", _span(ends["low"], ends["high"])]
        if name in pairs:
            pair = pairs[name]
            apart = _span(pair["low"], pair["high"], "+.3f")
            smallest = _bound(pair["smallest_difference"])
            cells += [f"{pair['difference']:+.3f}", apart, describe_word(pair), smallest]
        rows.append([*cells, *[""] * (len(rows[0]) - len(cells))])
    return [_names(board), *map(list, zip(*rows, strict=True))]


def description_column(board: Board) -> list[str]:
    """Lay out what each model is, in plain English."""
    models: list[Mapping[str, Any]] = [*board["models"].values()]
    return [DESCRIPTION, *(printable(model["description"]) for model in models)]


def describe_word(pair: PairLine) -> str:
    """Give the word of a pair, and whether the difference is less than the margin."""
    near = pair["within_margin"] and pair["word"] in ("better", "worse")
    return f"{pair['word']},\nby less" if near else pair["word"]


def pair_columns(answer: Answer) -> Columns:
    """Lay out the words of all pairs: how the model of a row compares with that of a column."""
    names = list(answer["scores"])
    words: dict[tuple[str, str], str] = {}
    for pair in [*answer["against_baseline"], *answer["pairs"]]:
        words[pair["model"], pair["other"]] = pair["word"]
        words[pair["other"], pair["model"]] = OPPOSITE.get(pair["word"], pair["word"])
    columns = [["model", *(f"{place} {name}" for place, name in enumerate(names, start=1))]]
    for place, other in enumerate(names, start=1):
        cells = [SHORT.get(words.get((name, other), ""), "") for name in names]
        columns.append([str(place), *cells])
    return columns


def score_columns(board: Board) -> Columns:
    """Lay out the deviation of the verdict's score over repeats, if any, and all other scores."""
    models = board["models"].values()
    (metric, title), *others = score_titles(board).items()
    deviations = [x["sd"].get(metric) if x["repeats"] > 1 else None for x in models]
    columns = [_names(board)]
    if any(deviation is not None for deviation in deviations):
        columns.append([f"sd of\n{title}", *map(_number, deviations)])
    for score, title in others:
        columns.append([_break(title), *(_number(x["mean"].get(score)) for x in models)])
    return columns


def _break(title: str) -> str:
    return title.replace(" ", "\n")


def slice_columns(board: Board) -> Columns:
    """Lay out the verdict's score on each slice."""
    models, metric = board["models"].values(), board["metric"]
    columns = [_names(board)]
    for name in board["models"][board["baseline"]]["slices"]:
        scores = [_number(model["slices"][name]["mean"].get(metric)) for model in models]
        columns.append([f"{SCORES[metric]}\n{printable(name)}", *scores])
    return columns


def _names(board: Board) -> list[str]:
    marks = {board["baseline"]: " (baseline)"}
    return ["model", *(name + marks.get(name, "") for name in board["models"])]


def _number(value: float | None) -> str:
    return EMPTY if value is None else f"{value:.3f}"


def _bound(value: float | None) -> str:
    return EMPTY if value is None else f"{raise_bound(value):.3f}"


def _span(low: float | None, high: float | None, form: str = ".3f") -> str:
    return EMPTY if low is None or high is None else f"{low:{form}} to {high:{form}}"
