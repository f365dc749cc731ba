"""The frame of every command: logging, errors in one line, and exit codes.

It imports little, so that `bakeoff --help` is there at once.
"""

import errno
import json
import logging
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

import typer

from bakeoff.core.errors import BakeoffError, printable

MOST = 20  # errors that are shown of many
WHAT_TO_DO = {
    errno.ENOSPC: "free some space, then run this again",
    errno.EDQUOT: "free some space, then run this again",
    errno.EFBIG: "raise the file size limit, then run this again",
    errno.ENAMETOOLONG: "choose a shorter name, then run this again",
    errno.ELOOP: "remove the link that points to itself, then run this again",
    errno.ENOENT: "`dvc repro` makes what is missing",
    errno.EEXIST: "choose another place, or remove what is there, then run this again",
    errno.EISDIR: "remove or rename the folder, then run this again",
    errno.ENOTDIR: "remove or rename the file, then run this again",
    **dict.fromkeys(
        (errno.EACCES, errno.EPERM, errno.EROFS),
        "make its folder readable and writable, then run this again",
    ),
}


class OneLine(logging.Formatter):
    """Formats a record as one line without control characters."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """Show what cannot be printed as escapes."""
        return printable(super().formatMessage(record))


def run_commands(app: typer.Typer, name: str | None = None) -> None:
    """Run the command that the arguments name.

    An error that is the user's to fix, or the machine's, ends in one line on stderr and exit code
    1; wrong arguments in one line and 2. Other errors are ours: they keep their traceback.

    Args:
        app: the commands.
        name: of the program; by default the one that it was called by.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine("%(message)s"))
    logging.basicConfig(level=os.environ.get("BAKEOFF_LOG", "INFO"), handlers=[handler])
    logging.getLogger("gensim").setLevel(logging.WARNING)
    try:
        sys.exit(app(standalone_mode=False, prog_name=name))
    except BakeoffError as error:
        sys.exit("\n".join(_report(error.lines)))
    except typer.TyperException as error:
        sys.exit(_refuse(error))
    except MemoryError as error:
        sys.exit(f"error: {str(error) or 'out of memory'}; free some, or ask for less at once")
    except OSError as error:
        if error.errno not in WHAT_TO_DO:
            raise
        place = error.filename or "a file"
        text = f"error: {place}: {os.strerror(error.errno)}; {WHAT_TO_DO[error.errno]}"
        sys.exit(printable(text))


def _report(lines: list[str]) -> Iterator[str]:
    """Write a line per error, of many the first, and at last how many there are."""
    yield from (f"error: {line}" for line in lines[:MOST])
    if len(lines) > 1:
        shown = f", the first {MOST} are above" if len(lines) > MOST else ""
        yield f"error: {len(lines)} errors{shown}; correct them, then run this again"


def _refuse(error: typer.TyperException) -> int:
    """Say in one line what is wrong with the arguments, and give the exit code."""
    context = getattr(error, "ctx", None)
    if context is None or type(error).__name__ == "NoArgsIsHelpError":
        error.show()  # type: ignore[attr-defined]  # the help
    else:
        text, help_ = error.format_message().rstrip("."), f"`{context.command_path} --help`"
        takes_texts = any(param.param_type_name == "argument" for param in context.command.params)
        if type(error).__name__ == "NoSuchOption" and takes_texts:
            text += "; an argument that begins with - goes after `--`"
        next_step = f" See {help_}" if text.endswith("?") else f"; see {help_}"
        print(printable(f"error: {text}{next_step}"), file=sys.stderr)
    return error.exit_code


def run_command(main: Callable[..., None]) -> None:
    """Run a function as a command of its own, without a stage's parameters."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    app.command()(main)
    run_commands(app)


def print_json(value: Any) -> None:
    """Print a value as JSON in ASCII, which every terminal and pipe passes on unchanged."""
    print(json.dumps(value, indent=2, allow_nan=False))
