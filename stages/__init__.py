"""What DVC runs: one short file a stage, named as the stage."""

import atexit
import signal
import sys
from types import FrameType

STOPPED = "stopped; what was finished is whole, and `dvc repro` goes on from there"


def _stop(number: int, _: FrameType | None) -> None:
    """End at Ctrl-C, or when asked to, with temporary files removed; while importing, too."""
    atexit.register(print, STOPPED, file=sys.stderr)  # at last: stderr may be silenced just now
    sys.exit(128 + number)


if sys.argv[0] == "-m":  # `python -m stages.<name>`, which is looked up at this moment
    signal.signal(signal.SIGINT, _stop)
    signal.signal(signal.SIGTERM, _stop)
