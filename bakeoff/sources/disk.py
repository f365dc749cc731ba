"""Find a published file on a local disk."""

from collections.abc import Callable
from pathlib import Path

from bakeoff.core.files import expand_home, expect_hash
from bakeoff.sources.secrets import insert
from bakeoff.sources.settings import Download


def find_on_disk(url: str, wanted: Download, is_wanted: Callable[[Path], bool]) -> Path:
    """Find a file by its path or its folder's, or a folder that is itself wanted.

    Raises:
        OSError, ValueError: there is no such file, or it has another hash.
    """
    url = insert(url)
    if "://" in url:
        raise ValueError("expected an address of http or https, or a path")
    path = expand_home(url)
    if path.is_dir() and is_wanted(path):
        if wanted.hash:
            raise ValueError("a folder has no hash that could be compared; set hash to null")
        return path
    path = path / wanted.file if path.is_dir() else path
    if not path.is_file():
        raise FileNotFoundError("no such file")
    if wanted.hash:
        expect_hash(path, wanted.hash)
    return path
