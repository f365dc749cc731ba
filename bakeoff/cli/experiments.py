"""`bakeoff experiments`: the experiments of a commit."""

from typing import Annotated

import typer

from bakeoff.cli.options import AsJson
from bakeoff.core.commands import print_json


def experiments(
    rev: Annotated[str, typer.Argument(help="the commit that the experiments start from")] = "HEAD",
    as_json: AsJson = False,
) -> None:
    """Show the experiments that start from a commit, beside that commit and the workspace.

    Example: `bakeoff experiments main`
    """
    if as_json:
        from bakeoff.runs.experiments_json import experiments_json

        print_json(experiments_json(rev))
    else:
        from bakeoff.runs.experiments import show_experiments

        show_experiments(rev)
