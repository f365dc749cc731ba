"""The folder of downloads, kept once per user for all clones, and the locks of its writers."""

import errno
import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from bakeoff.core.errors import BakeoffError
from bakeoff.core.paths import store_folder

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def stored_path(url: str, name: str, known_hash: str | None) -> Path:
    """Name a file's place in the store: a folder per content, or else per address."""
    key = known_hash or f"url:{hashlib.sha256(url.encode()).hexdigest()}"
    return store_folder() / key.replace(":", "-")[:24] / name


@contextmanager
def file_lock(path: Path) -> Iterator[None]:
    """Run a block as the only process that writes `path`; wait for others first.

    The system releases the lock of a process that dies. The lock's own file stays in the store; it
    is empty and means nothing by itself.
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


def blame_store(error: OSError, name: str) -> None:
    """Raise a BakeoffError if the store is full or cannot be written to; ignore other errors."""
    store = store_folder()
    if error.errno in FULL:
        raise BakeoffError(
            f"{store}: expected space for {name}, got {error.strerror}; free some, or name "
            "another folder in BAKEOFF_STORE: what has arrived so far is kept"
        ) from None
    if error.filename and Path(error.filename).is_relative_to(store):
        raise BakeoffError(
            f"{store}: expected to write {name} there, got {error.strerror} ({error.filename}); "
            "make it writable, or name another folder in BAKEOFF_STORE"
        ) from None
