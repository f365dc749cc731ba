"""`bakeoff experiments`: the experiments of a commit."""

from typing import Annotated

import typer


def experiments(
    rev: Annotated[str, typer.Argument(help="the commit that the experiments start from")] = "HEAD",
) -> None:
    """Show the experiments that start from a commit, beside that commit and the workspace.

    Example: `bakeoff experiments main`
    """
    from bakeoff.runs.experiments import show_experiments

    show_experiments(rev)
