"""What DVC runs: one short file per stage, named after the stage."""

import atexit
import signal
import sys
from types import FrameType

STOPPED = "stopped; finished outputs are whole, and `dvc repro` resumes from there"


def _stop(number: int, _: FrameType | None) -> None:
    """End at Ctrl-C or when asked to, even during imports, with temporary files removed."""
    atexit.register(print, STOPPED, file=sys.stderr)  # printed last: stderr may be silenced now
    sys.exit(128 + number)


def _retry(unraisable: "sys.UnraisableHookArgs") -> None:
    """End a moment later where Python ignores SystemExit, as in callbacks of weak references."""
    error = unraisable.exc_value
    if isinstance(error, SystemExit):
        signal.signal(signal.SIGALRM, lambda *_: sys.exit(error.code))
        signal.setitimer(signal.ITIMER_REAL, 0.1)
    else:
        sys.__unraisablehook__(unraisable)


if sys.argv[0] == "-m":  # `python -m stages.<name>`, which is looked up at this moment
    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGTERM, _stop)
    sys.unraisablehook = _retry
