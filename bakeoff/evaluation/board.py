"""The leaderboard as a table: in the terminal, and as Markdown for a page."""

import re
from collections.abc import Iterator, Mapping

from rich import box
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from bakeoff.core.errors import printable
from bakeoff.evaluation.formats import SCORES, Board, Coverage

# Characters that mean something in Markdown
MARKDOWN = re.compile(r"[\\`*{}\[\]|~&$]|<(?=[A-Za-z/!?])|(?<![^\W_])_|_(?![^\W_])")
EMPTY = "-"  # shown for a score that is not defined
MOST_WORDS = 8  # words without a vector that are shown
Columns = list[list[str]]  # each with its header, which may have two lines; names come first


def result_columns(board: Board) -> Columns:
    """Lay out how each model compares with the baseline in F1, the best F1 first."""
    header = ["F1", "95 %\ninterval", "to the\nbaseline", "95 %\ninterval", "p\n(Holm)", "verdict"]
    rows = [header]
    for model in board["models"].values():
        f1, p_value = model["intervals"]["f1"], model.get("p_f1_holm")
        cells = [f"{model['mean']['f1']:.3f}", _span(f1["low"], f1["high"])]
        if p_value is None:
            cells += ["", "", "", ""]
        else:
            apart = _span(f1["difference_low"], f1["difference_high"], "+.3f")
            chance = f"{p_value:.3f}" if p_value >= 0.001 else "<.001"
            cells += [f"{f1['difference']:+.3f}", apart, chance, model["verdict"]]
        rows.append(cells)
    return [_names(board), *map(list, zip(*rows, strict=True))]


def score_columns(board: Board) -> Columns:
    """Lay out the deviation of F1 over seeds, and the means of all other scores."""
    models = board["models"].values()
    deviations = [_number(x["sd"]["f1"] if x["seeds"] > 1 else None) for x in models]
    columns = [_names(board), ["sd of\nF1", *deviations]]
    for score, title in SCORES.items():
        columns.append([title.replace(" ", "\n"), *(_number(x["mean"].get(score)) for x in models)])
    return columns


def slice_columns(board: Board) -> Columns:
    """Lay out the mean F1 on each slice."""
    models = board["models"].values()
    columns = [_names(board)]
    for name in board["models"][board["baseline"]]["slices"]:
        scores = [_number(model["slices"][name]["mean"]["f1"]) for model in models]
        columns.append([f"F1\n{printable(name)}", *scores])
    return columns


def _names(board: Board) -> list[str]:
    marks = {board["baseline"]: " (baseline)"}
    return ["model", *(name + marks.get(name, "") for name in board["models"])]


def _number(value: float | None) -> str:
    return EMPTY if value is None else f"{value:.3f}"


def _span(low: float | None, high: float | None, form: str = ".3f") -> str:
    return EMPTY if low is None or high is None else f"{low:{form}} to {high:{form}}"


def board_title(board: Board) -> str:
    """Name the preset, the texts and the seeds that the scores are from."""
    texts = f"{board['rows']} test texts"
    if board["split"] == "none":
        texts = f"{board['rows']} texts, THE SAME THAT THE MODELS WERE TRAINED ON"
    seeds = max(model["seeds"] for model in board["models"].values())
    return f"Preset {board['preset']}: {texts}, mean over {seeds} seeds"


def board_tables(board: Board, width: int) -> Iterator[Table]:
    """Make the tables for a terminal of `width` columns; one that does not fit becomes several."""
    yield from _tables(board_title(board), result_columns(board), width)
    yield from _tables("Other scores, mean over seeds", score_columns(board), width)
    yield from _tables("F1 by slice, mean over seeds", slice_columns(board), width)


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
    """Make the table of what each file of vectors covers of the training texts."""
    rows = [["vectors", "dimension", "of words", "of tokens", "most frequent without"]]
    for name, found in coverage.items():
        shares = [f"{found['types_share']:.1%}", f"{found['tokens_share']:.1%}"]
        without = printable(" ".join([*found["most_frequent_without"]][:MOST_WORDS]))
        rows.append([name, str(found["dimension"]), *shares, without])
    columns = list(map(list, zip(*rows, strict=True)))
    return _table("Words of the training split that have a vector", columns)


def board_markdown(board: Board) -> str:
    """Write the leaderboard as Markdown: the verdict, then two tables."""
    tables = []
    for columns in (result_columns(board), score_columns(board) + slice_columns(board)[1:]):
        header, *rows = (map(_literal, row) for row in zip(*columns, strict=True))
        lines = [header, ["---", *["--:"] * (len(columns) - 1)], *rows]
        tables.append("".join(f"| {' | '.join(cells)} |\n" for cells in lines))
    return "\n".join([f"{_literal(board['verdict'])}\n", *tables])


def _literal(text: str) -> str:
    """Write a text so that Markdown shows it as it is, in one line."""
    return MARKDOWN.sub(r"\\\g<0>", printable(text.replace("\n", " ")))
