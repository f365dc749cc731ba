"""What every stage shares: arguments by typer, logging, and errors in one line."""

import errno
import logging
import os
import subprocess
import sys
from collections.abc import Callable

import typer

from bakeoff.errors import BakeoffError, printable

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


class OneLine(logging.Formatter):
    """Shows a message, which may quote what others wrote, in a line that steers no terminal."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """Show what cannot be printed as escapes."""
        return printable(super().formatMessage(record))


def run(main: Callable[..., None]) -> None:
    """Run a stage's `main` as a command; its docstring is the help."""
    if "DVC_STAGE" in os.environ:  # DVC runs it, and may die: see bakeoff/watch.py
        subprocess.Popen(
            [sys.executable, "-m", "bakeoff.watch"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    command = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    command.command()(main)
    run_commands(command)


def run_commands(app: typer.Typer) -> None:
    """Run the command that the arguments name.

    An error that is the user's to mend, or the machine's, ends in one line on stderr and exit code
    1. Other errors are ours: they keep their traceback.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine("%(message)s"))
    logging.basicConfig(level=os.environ.get("BAKEOFF_LOG", "INFO"), handlers=[handler])
    logging.getLogger("gensim").setLevel(logging.WARNING)
    try:
        app()
    except BakeoffError as error:
        sys.exit(f"error: {error}")
    except MemoryError as error:
        sys.exit(f"error: {str(error) or 'no memory is left'}; free some, or ask for less at once")
    except OSError as error:
        if error.errno not in WHAT_TO_DO:
            raise
        place = error.filename or "a file"
        sys.exit(f"error: {place}: {os.strerror(error.errno)}; {WHAT_TO_DO[error.errno]}")
