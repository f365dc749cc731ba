"""The leaderboard as a table: in the terminal, and as Markdown for a page."""

import re
from collections.abc import Iterator, Mapping

from rich import box
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from bakeoff.core.errors import printable
from bakeoff.evaluation.answer_format import Answer, PairLine
from bakeoff.evaluation.formats import SCORES, Board, Coverage, score_titles

# Characters that mean something in Markdown
MARKDOWN = re.compile(r"[\\`*{}\[\]|~&$]|<(?=[A-Za-z/!?])|(?<![^\W_])_|_(?![^\W_])")
EMPTY = "-"  # shown for a score that is not defined
MOST_WORDS = 8  # words without a vector that are shown
OPPOSITE = {"better": "worse", "worse": "better"}
SHORT = {"better": "+", "worse": "-", "equal": "=", "undecided": "?"}
PAIRS_TITLE = "All pairs: + the row is better, - worse, = equal, ? undecided"
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
            smallest = _number(pair["smallest_difference"])
            cells += [f"{pair['difference']:+.3f}", apart, describe_word(pair), smallest]
        rows.append([*cells, *[""] * (len(rows[0]) - len(cells))])
    return [_names(board), *map(list, zip(*rows, strict=True))]


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
    """Lay out the deviation of the verdict's score over repeats, and all other scores."""
    models = board["models"].values()
    (metric, title), *others = score_titles(board).items()
    deviations = [_number(x["sd"].get(metric) if x["repeats"] > 1 else None) for x in models]
    columns = [_names(board), [f"sd of\n{title}", *deviations]]
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


def _span(low: float | None, high: float | None, form: str = ".3f") -> str:
    return EMPTY if low is None or high is None else f"{low:{form}} to {high:{form}}"


def board_title(board: Board) -> str:
    """Name the preset and the texts that the scores are from."""
    texts = f"{board['rows']:,} texts, held out"
    repeats = max(model["repeats"] for model in board["models"].values())
    if board["split"] == "none":
        texts = f"{board['rows']:,} texts, THE SAME THAT THE MODELS WERE TRAINED ON"
    return f"Preset {board['preset']}: {texts}; mean over {repeats} {_repeats(board, repeats)}"


def _repeats(board: Board, count: int) -> str:
    name = "repeat" if board["split"] == "folds" else "seed"
    return name if count == 1 else f"{name}s"


def board_tables(board: Board, answer: Answer, width: int) -> Iterator[Table]:
    """Make the tables for a terminal of `width` columns; one that does not fit becomes several."""
    yield from _tables(board_title(board), result_columns(board, answer), width)
    yield from _tables(PAIRS_TITLE, pair_columns(answer), width)
    yield from _tables("Other scores", score_columns(board), width)
    yield from _tables(f"{SCORES[board['metric']]} by slice", slice_columns(board), width)


def _tables(title: str, columns: Columns, width: int) -> Iterator[Table]:
    names, *rest = columns
    least = min(_width(names), width // 5)  # longer names are folded
    while rest:
        used = count = 0
        while count < len(rest) and (not count or used + 1 + _width(rest[count]) <= width - least):
            used += 1 + _width(rest[count])
            count += 1
        yield _table(title, [names, *rest[:count]], max(width - used, least))
        rest = rest[count:]


def _width(column: list[str]) -> int:
    return max(cell_len(line) for cell in column for line in cell.split("\n"))


def _table(title: str, columns: Columns, widest_name: int | None = None) -> Table:
    table = Table(title=title, title_justify="left", padding=0, box=box.SIMPLE_HEAD)
    table.show_edge = False
    (names, *numbers), *rows = zip(*columns, strict=True)
    table.add_column(Text(names), max_width=widest_name, overflow="fold")
    for header in numbers:
        table.add_column(Text(header), justify="right", overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def coverage_table(coverage: Mapping[str, Coverage]) -> Table:
    """Make the table of what each file of vectors covers of the texts."""
    rows = [["vectors", "dimension", "of words", "of tokens", "most frequent without"]]
    for name, found in coverage.items():
        shares = [f"{found['types_share']:.1%}", f"{found['tokens_share']:.1%}"]
        without = printable(" ".join([*found["most_frequent_without"]][:MOST_WORDS]))
        rows.append([name, str(found["dimension"]), *shares, without])
    columns = list(map(list, zip(*rows, strict=True)))
    return _table("Words of the texts that have a vector", columns)


def board_markdown(board: Board, answer: Answer) -> str:
    """Write the answer as Markdown: the recommendation, three tables, and the other sentences."""
    *sentences, recommendation = map(_literal, answer["sentences"])
    others = score_columns(board) + slice_columns(board)[1:]
    parts = [f"**{recommendation}**\n", _markdown(result_columns(board, answer))]
    parts += ["".join(f"- {sentence}\n" for sentence in sentences)] if sentences else []
    parts.append(_markdown(others))
    if answer["pairs"]:
        parts.append(f"{PAIRS_TITLE}:\n")
        parts.append(_markdown(pair_columns(answer)))
    return "\n".join(parts)


def _markdown(columns: Columns) -> str:
    header, *rows = (map(_literal, row) for row in zip(*columns, strict=True))
    lines = [header, ["---", *["--:"] * (len(columns) - 1)], *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _literal(text: str) -> str:
    """Write a text so that Markdown shows it as it is, in one line."""
    return MARKDOWN.sub(r"\\\g<0>", printable(text.replace("\n", " ")))
