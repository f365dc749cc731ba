"""`bakeoff check`: all errors of params.yaml."""

from typing import Annotated

import typer


def check(
    tidy: Annotated[
        bool, typer.Option("--tidy", help="then remove the outputs of entries that no longer exist")
    ] = False,
) -> None:
    """Report all errors of params.yaml at once; `make repro` begins with this.

    Example: `bakeoff check`
    """
    from bakeoff.checking.check import check_files

    check_files()
    if tidy:
        from bakeoff.dvc.copies import remove_copies
        from bakeoff.dvc.leftovers import remove_leftovers
        from bakeoff.runs.alone import alone

        with alone():
            remove_leftovers()
            remove_copies()
