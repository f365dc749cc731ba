"""`bakeoff compare`: two runs beside each other."""

from typing import Annotated

import typer

from bakeoff.cli.options import AsJson
from bakeoff.core.commands import print_json


def compare(
    rev: Annotated[str, typer.Argument(help="a commit, a branch or an experiment")] = "HEAD",
    to: Annotated[str, typer.Option(help="compare with this one instead of the workspace")] = "",
    as_json: AsJson = False,
) -> None:
    """Show how scores, words, parameters and the recommendation differ from those of REV.

    Example: `bakeoff compare main --to my-experiment`
    """
    from bakeoff.runs.compare import compare_places, comparison_json, show_comparison

    found = compare_places(rev, to)
    if as_json:
        print_json(comparison_json(found))
    else:
        show_comparison(found)
