"""One run at a time: whether another process of DVC is at work in this project."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from bakeoff.core.errors import BakeoffError

PLACE = Path(".dvc/tmp")
LOCK = PLACE / "lock"  # held while DVC reads or writes dvc.lock
RWLOCK = PLACE / "rwlock"  # who reads and writes which files: {mode: {path: holders}}
TRIES, PAUSE = 7, 0.5  # seconds; DVC waits as long for LOCK
NEXT = "wait until it ends, then run this again"


@contextmanager
def alone() -> Iterator[None]:
    """Keep DVC from dvc.lock during the block.

    Raises:
        BakeoffError: a run is at work here, or another command of DVC does not end.
    """
    PLACE.mkdir(parents=True, exist_ok=True)
    with LOCK.open("a", encoding="utf-8") as file:
        for _ in range(TRIES):
            if holder := find_run():
                who = f"PID {holder['pid']}: {holder['cmd']}"
                raise BakeoffError(f"another run is at work in this project ({who}); {NEXT}")
            if _lock(file):
                break
            time.sleep(PAUSE)
        else:
            raise BakeoffError(f"another command of DVC is at work in this project; {NEXT}")
        yield


def _lock(file: TextIO) -> bool:
    """Lock a file until it is closed; False: another process holds it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def find_run() -> dict[str, Any] | None:
    """Find a process that runs a stage, in DVC's record of who reads and writes which files."""
    try:
        modes = json.loads(RWLOCK.read_text(encoding="utf-8"))
        listed = [*modes.get("write", {}).values(), *chain(*modes.get("read", {}).values())]
        return next((holder for holder in listed if _is_alive(int(holder["pid"]))), None)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None  # DVC says what is wrong with it


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
