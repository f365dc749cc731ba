"""The leaderboard as a table: in the terminal, and as Markdown for a page."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Literal

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bakeoff.core.errors import printable
from bakeoff.evaluation.answer_format import Answer
from bakeoff.evaluation.board_columns import (
    DESCRIPTION,
    Columns,
    description_column,
    pair_columns,
    result_columns,
    score_columns,
    slice_columns,
)
from bakeoff.evaluation.formats import SCORES, Board, Coverage

# Characters that mean something in Markdown
MARKDOWN = re.compile(r"[\\`*{}\[\]|~&$]|<(?=[A-Za-z/!?])|(?<![^\W_])_|_(?![^\W_])")
NARROWEST = 24  # columns that descriptions of models need
MOST_WORDS = 8  # words without a vector that are shown
PAIRS_TITLE = "All pairs: + the row is better, - worse, = equal, ? undecided"


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


def open_console(columns: int) -> Console:
    """Open the terminal, or what stands in for one, with so many columns."""
    return Console(width=None if Console().is_terminal else columns, highlight=False)


def warn_invented(board: Board) -> str | None:
    """Say which of the texts and vectors the project has made itself; None: it has made none."""
    invented = board["invented"]
    if invented["texts"]:
        return "The texts are invented: do not quote the numbers."
    if invented["vectors"]:
        names = ", ".join(invented["vectors"])
        return f"The vectors of {names} are invented: do not quote the numbers of their models."
    return None


def board_tables(
    board: Board, answer: Answer, width: int, *, every: bool = False
) -> Iterator[Table]:
    """Make the tables for a terminal of `width` columns; one that does not fit becomes several.

    Args:
        board: the leaderboard.
        answer: the answer.
        width: of the terminal; the models are described where it has room.
        every: also all pairs, the other scores and those by slice.
    """
    results, description = result_columns(board, answer), description_column(board)
    room = width - sum(1 + _width(column) for column in results)
    if room >= NARROWEST and any(description[1:]):
        described = [results[0], description, *results[1:]]
        yield make_table(board_title(board), described, {DESCRIPTION: room})
    else:
        yield from _tables(board_title(board), results, width)
    if every:
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
        limits = {names[0]: max(width - used, least)}
        yield make_table(title, [names, *rest[:count]], limits)
        rest = rest[count:]


def _width(column: list[str]) -> int:
    return max(cell_len(line) for cell in column for line in cell.split("\n"))


def make_table(
    title: str,
    columns: Columns,
    limits: Mapping[str, int] | None = None,
    texts: Collection[str] = (DESCRIPTION,),
) -> Table:
    """Make a table for the terminal.

    Args:
        title: above it; may be empty.
        columns: names first.
        limits: the most characters of a column, by its header; longer cells are folded.
        texts: headers of columns that stand on the left, as names do; others are numbers.
    """
    table = Table(title_justify="left", padding=0, box=box.SIMPLE_HEAD, show_edge=False)
    table.title = Text(title) if title else None
    headers, *rows = zip(*columns, strict=True)
    for header in headers:
        justify: Literal["left", "right"] = "left" if header in (headers[0], *texts) else "right"
        most = (limits or {}).get(header)
        table.add_column(Text(header), justify=justify, max_width=most, overflow="fold")
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
    return make_table("Words of the texts that have a vector", columns)


def board_markdown(board: Board, answer: Answer) -> str:
    """Write the answer as Markdown: the recommendation, three tables, and the other sentences."""
    *sentences, recommendation = map(literal, answer["sentences"])
    others = score_columns(board) + slice_columns(board)[1:]
    parts = [f"**{recommendation}**\n", markdown_table(result_columns(board, answer))]
    parts += ["".join(f"- {sentence}\n" for sentence in sentences)] if sentences else []
    parts.append(markdown_table(others))
    if answer["pairs"]:
        parts.append(f"{PAIRS_TITLE}:\n")
        parts.append(markdown_table(pair_columns(answer)))
    return "\n".join(parts)


def markdown_table(columns: Columns) -> str:
    """Write columns as a table in Markdown."""
    header, *rows = (map(literal, row) for row in zip(*columns, strict=True))
    lines = [header, ["---", *["--:"] * (len(columns) - 1)], *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def literal(text: str) -> str:
    """Write a text so that Markdown shows it as it is, in one line."""
    return MARKDOWN.sub(r"\\\g<0>", printable(text.replace("\n", " ")))
