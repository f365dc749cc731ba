"""The folder of what is kept once per user, for all clones: downloads, indexes of vectors."""

import os
from pathlib import Path

import platformdirs


def store_folder() -> Path:
    """Name the folder: BAKEOFF_STORE, or else in the user's cache."""
    named = os.environ.get("BAKEOFF_STORE")
    return Path(named) if named else platformdirs.user_cache_path("embedding-bakeoff")
