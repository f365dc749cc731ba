"""Show the leaderboard of the last run."""

from typing import Annotated

import typer
from rich.console import Console

from bakeoff.errors import BakeoffError
from bakeoff.evaluation.board import WIDE, board_markdown, board_tables, coverage_table, plain
from bakeoff.files import read_json
from bakeoff.params.reading import read_params
from bakeoff.paths import COVERAGE, LEADERBOARD, PARAMS
from bakeoff.stage import run


def main(
    markdown: Annotated[bool, typer.Option("--markdown", help="for a page, scores alone")] = False,
) -> None:
    """Show the scores of every model, and what the vectors cover."""
    if not LEADERBOARD.exists():
        raise BakeoffError(f"{LEADERBOARD}: not there yet; run `make repro` first")
    board = read_json(LEADERBOARD)
    if markdown:
        print(board_markdown(board), end="")
        return
    console = Console(width=None if Console().is_terminal else WIDE)
    for table in board_tables(board, console.width):
        console.print(table)
    console.print(plain(board["verdict"]))
    names = read_params(PARAMS).embed  # files of an embedding that was dropped may still be there
    console.print(coverage_table({name: read_json(COVERAGE / f"{name}.json") for name in names}))


if __name__ == "__main__":
    run(main)
