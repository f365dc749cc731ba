"""`bakeoff answer`: what the last run found."""

from pathlib import Path
from typing import Annotated

import typer

from bakeoff.cli.options import AsJson
from bakeoff.core.commands import print_json
from bakeoff.core.paths import REPORT


def answer(
    every: Annotated[
        bool, typer.Option("--all", help="also other scores, slices, all pairs")
    ] = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="print the tables as Markdown")
    ] = False,
    as_json: AsJson = False,
    page: Annotated[Path, typer.Option(help="the page that the last line names")] = REPORT,
) -> None:
    """Show how every model compares with the baseline, and which one to use.

    Example: `bakeoff answer --all`
    """
    if as_json and markdown:
        raise typer.BadParameter("expected --json or --markdown, got both")
    from bakeoff.evaluation.board import board_markdown
    from bakeoff.evaluation.show import read_answer, show_answer

    board, found = read_answer()
    if as_json:
        print_json(found)
    elif markdown:
        print(board_markdown(board, found), end="")
    else:
        show_answer(board, found, page, every=every)
