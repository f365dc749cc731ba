"""Show the leaderboard and the answer of the last run, and where its report is."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from bakeoff.core.errors import BakeoffError, printable
from bakeoff.core.files import read_json
from bakeoff.core.parameters import read_yaml
from bakeoff.core.paths import ANSWER, COVERAGE, LEADERBOARD, PARAMS, REPORT
from bakeoff.core.stage import run_command
from bakeoff.evaluation.answer_format import Answer
from bakeoff.evaluation.board import board_markdown, board_tables, coverage_table
from bakeoff.evaluation.formats import Board

NARROW = 80  # columns where the output is no terminal


def main(
    markdown: Annotated[bool, typer.Option("--markdown", help="for a page, scores alone")] = False,
    page: Annotated[Path, typer.Option(help="where the report is")] = REPORT,
) -> None:
    """Show the scores of every model, what the vectors cover, and which model to use."""
    for path in (LEADERBOARD, ANSWER):
        if not path.exists():
            raise BakeoffError(f"{path}: not there yet; run `make repro` first")
    board: Board = read_json(LEADERBOARD)
    answer: Answer = read_json(ANSWER)
    if markdown:
        print(board_markdown(board, answer), end="")
        return
    console = Console(width=None if Console().is_terminal else NARROW)
    for table in board_tables(board, answer, console.width):
        console.print(table, "")
    files = {name: COVERAGE / f"{name}.json" for name in read_yaml(PARAMS)["embed"]}
    found = {name: read_json(path) for name, path in files.items() if path.is_file()}
    if found:
        console.print(coverage_table(found), "")
    *sentences, recommendation = (Text(printable(text)) for text in answer["sentences"])
    for sentence in sentences:
        console.print(sentence)
    console.print(f"\nThe page with all of it: {page}\n", highlight=False)
    console.print(recommendation)


if __name__ == "__main__":
    run_command(main)
