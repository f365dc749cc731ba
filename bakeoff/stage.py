"""What every stage shares: arguments by typer, logging, and errors in one line."""

import errno
import logging
import os
import sys
from collections.abc import Callable

import typer

from bakeoff.errors import BakeoffError

WHAT_TO_DO = {
    errno.ENOSPC: "free some space, then run this again",
    errno.EDQUOT: "free some space, then run this again",
    errno.EFBIG: "raise the limit of a file's size, then run this again",
    errno.ENOENT: "`dvc repro` makes what is missing",
    **dict.fromkeys(
        (errno.EACCES, errno.EPERM, errno.EROFS),
        "make its folder readable and writable, then run this again",
    ),
}


def run(main: Callable[..., None]) -> None:
    """Run a stage's `main` as a command; its docstring is the help.

    An error that is the user's to mend, or the machine's, ends in one line on stderr and exit code
    1. Other errors are ours: they keep their traceback.
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
    except OSError as error:
        if error.errno not in WHAT_TO_DO:
            raise
        place = error.filename or "a file"
        sys.exit(f"error: {place}: {os.strerror(error.errno)}; {WHAT_TO_DO[error.errno]}")
