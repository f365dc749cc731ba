"""What every stage shares: arguments by typer, logging, and errors in one line."""

import logging
import os
import sys
from collections.abc import Callable

import typer

from bakeoff.errors import BakeoffError


def run(main: Callable[..., None]) -> None:
    """Run a stage's `main` as a command; its docstring is the help.

    An error that is the user's to mend ends in one line on stderr and exit code 1. Other errors
    are ours: they keep their traceback.
    """
    logging.basicConfig(
        level=os.environ.get("BAKEOFF_LOG", "INFO"), format="%(message)s", stream=sys.stderr
    )
    logging.getLogger("gensim").setLevel(logging.WARNING)
    command = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    command.command()(main)
    try:
        command()
    except BakeoffError as error:
        sys.exit(f"error: {error}")
