"""`bakeoff check`: all errors of params.yaml."""

from typing import Annotated

import typer


def check(
    tidy: Annotated[
        bool, typer.Option("--tidy", help="then remove what entries that are gone left behind")
    ] = False,
) -> None:
    """Check all of params.yaml, and whether its sections agree; `make repro` does so first.

    Example: `bakeoff check`
    """
    from bakeoff.checking.check import check_files

    check_files()
    if tidy:
        from bakeoff.leftovers import remove_leftovers
        from bakeoff.runs.alone import alone

        with alone():
            remove_leftovers()
