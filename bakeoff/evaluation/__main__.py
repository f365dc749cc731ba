"""Show the leaderboard and the answer of the last run, and where its page is."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from bakeoff.core.commands import run_command
from bakeoff.core.errors import BakeoffError, printable
from bakeoff.core.files import read_json
from bakeoff.core.parameters import read_yaml
from bakeoff.core.paths import ANSWER, COVERAGE, LEADERBOARD, PARAMS, REPORT
from bakeoff.evaluation.answer_format import Answer
from bakeoff.evaluation.board import (
    board_markdown,
    board_tables,
    coverage_table,
    open_console,
    warn_invented,
)
from bakeoff.evaluation.formats import Board

NARROW = 80  # columns where the output is no terminal
MORE = "Other scores, slices and all pairs: python -m bakeoff.evaluation --all"


def main(
    markdown: Annotated[bool, typer.Option("--markdown", help="for a page, scores alone")] = False,
    every: Annotated[bool, typer.Option("--all", help="other scores, slices, all pairs")] = False,
    page: Annotated[Path, typer.Option(help="where the page is")] = REPORT,
) -> None:
    """Show how every model compares with the baseline, and which one to use."""
    for path in (LEADERBOARD, ANSWER):
        if not path.exists():
            raise BakeoffError(f"{path}: not there yet; run `make repro` first")
    board: Board = read_json(LEADERBOARD)
    answer: Answer = read_json(ANSWER)
    if markdown:
        print(board_markdown(board, answer), end="")
        return
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
    console.print(recommendation, Text(f"Full report: {page}"), sep="\n")


def show_coverage(console: Console) -> None:
    """Show what each file of vectors covers of the texts."""
    files = {name: COVERAGE / f"{name}.json" for name in read_yaml(PARAMS)["embed"]}
    found = {name: read_json(path) for name, path in files.items() if path.is_file()}
    if found:
        console.print(coverage_table(found), "")


if __name__ == "__main__":
    run_command(main)
