"""Show the leaderboard and the answer of the last run, and where its page is."""

from pathlib import Path

from rich.console import Console
from rich.text import Text

from bakeoff.core.errors import BakeoffError, printable
from bakeoff.core.files import read_json
from bakeoff.core.parameters import read_yaml
from bakeoff.core.paths import ANSWER, COVERAGE, LEADERBOARD, PARAMS
from bakeoff.evaluation.answer_format import Answer
from bakeoff.evaluation.board import (
    board_tables,
    coverage_table,
    open_console,
    warn_invented,
)
from bakeoff.evaluation.formats import Board
from bakeoff.evaluation.page_line import read_description

NARROW = 80  # columns where the output is no terminal
MORE = "Other scores, slices and all pairs: bakeoff answer --all"


def read_answer() -> tuple[Board, Answer]:
    """Read the results of the last run.

    Raises:
        BakeoffError: there are none.
    """
    for path in (LEADERBOARD, ANSWER):
        if not path.exists():
            raise BakeoffError(f"{path}: not there yet; run `make repro` first")
    return read_json(LEADERBOARD), read_json(ANSWER)


def show_answer(board: Board, answer: Answer, page: Path, *, every: bool = False) -> None:
    """Show how every model compares with the baseline, and which one to use.

    Args:
        board: the leaderboard.
        answer: the answer.
        page: where the page is.
        every: also other scores, slices and all pairs.
    """
    console = open_console(NARROW)
    for table in board_tables(board, answer, console.width, every=every):
        console.print(table, "")
    if every:
        show_coverage(console)
    *sentences, recommendation = (Text(printable(text)) for text in answer["sentences"])
    for sentence in sentences:
        console.print(sentence)
    if not every:
        console.print(f"\n{MORE}")
    console.print()
    if warning := warn_invented(board):
        console.print(Text(printable(warning), style="bold yellow"))
    recommendation.stylize("bold")
    if page.is_file():
        console.print(Text(read_description(page)))
    console.print(recommendation, Text(f"Full report: {page}"), sep="\n")


def show_coverage(console: Console) -> None:
    """Show what each file of vectors covers of the texts."""
    files = {name: COVERAGE / f"{name}.json" for name in read_yaml(PARAMS)["embed"]}
    found = {name: read_json(path) for name, path in files.items() if path.is_file()}
    if found:
        console.print(coverage_table(found), "")
