"""One process at a time: the system's locks, which nobody holds who is dead."""

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from bakeoff.store import store_folder


@contextmanager
def alone(path: Path, name: str | None = None) -> Iterator[None]:
    """Run a block as the only process that works on `path`; wait for others first.

    The lock's file stands in the user's store and stays there: it says nothing, only a lock on it
    does.

    Args:
        path: of what is to be written.
        name: for the message to who waits; that of the path by default.
    """
    key = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:24]
    place = store_folder() / "locks" / key
    place.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(place)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        logging.info("%s: another process works on it; waiting", name or path.name)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
