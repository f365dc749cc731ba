"""`bakeoff answer`: what the last run has found."""

from pathlib import Path
from typing import Annotated

import typer

from bakeoff.core.commands import print_json
from bakeoff.core.paths import REPORT


def answer(
    every: Annotated[bool, typer.Option("--all", help="other scores, slices, all pairs")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="for a page, scores alone")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="all of metrics/answer.json")] = False,
    page: Annotated[Path, typer.Option(help="where the page is")] = REPORT,
) -> None:
    """Show how every model compares with the baseline, and which one to use.

    Example: `bakeoff answer --all`
    """
    from bakeoff.evaluation.board import board_markdown
    from bakeoff.evaluation.show import read_answer, show_answer

    board, found = read_answer()
    if as_json:
        print_json(found)
    elif markdown:
        print(board_markdown(board, found), end="")
    else:
        show_answer(board, found, page, every=every)
