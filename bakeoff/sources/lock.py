"""Locks between processes; the system releases the lock of a process that dies."""

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from bakeoff.sources.store import store_folder


@contextmanager
def file_lock(path: Path) -> Iterator[None]:
    """Run a block as the only process that writes `path`; wait for others first.

    The lock's own file stays in the user's store; it is empty and means nothing by itself.
    """
    key = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:24]
    place = store_folder() / "locks" / key
    place.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(place)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        logging.info("%s: another process is writing it; waiting", path.name)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
