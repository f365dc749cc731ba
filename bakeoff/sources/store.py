"""The folder of what is kept once per user, for all clones: downloads."""

import errno
import hashlib
import os
from pathlib import Path

import platformdirs

from bakeoff.core.errors import BakeoffError

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def store_folder() -> Path:
    """Name the folder: BAKEOFF_STORE, or else one in the user's cache."""
    named = os.environ.get("BAKEOFF_STORE")
    return Path(named) if named else platformdirs.user_cache_path("embedding-bakeoff")


def stored_path(url: str, name: str, known_hash: str | None) -> Path:
    """Name a file's place in the store: a folder per content, or else per address."""
    key = known_hash or f"url:{hashlib.sha256(url.encode()).hexdigest()}"
    return store_folder() / key.replace(":", "-")[:24] / name


def blame_store(error: OSError, name: str) -> None:
    """Say what to do about an error in writing a file to the store; ignore other errors.

    Raises:
        BakeoffError: the disk is full, or the store cannot be written to.
    """
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
