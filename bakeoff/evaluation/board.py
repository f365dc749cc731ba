"""The leaderboard as a table: in the terminal, and as Markdown for a page."""

import re
from collections.abc import Iterator, Mapping

from rich import box
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from bakeoff.core.errors import printable
from bakeoff.evaluation.answer_format import Answer
from bakeoff.evaluation.board_columns import (
    Columns,
    pair_columns,
    result_columns,
    score_columns,
    slice_columns,
)
from bakeoff.evaluation.formats import SCORES, Board, Coverage

# Characters that mean something in Markdown
MARKDOWN = re.compile(r"[\\`*{}\[\]|~&$]|<(?=[A-Za-z/!?])|(?<![^\W_])_|_(?![^\W_])")
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
