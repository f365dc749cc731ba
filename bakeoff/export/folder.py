"""The exported folder: written whole or not at all, and in place of nothing but an older one."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import output, read_json, write_json
from bakeoff.core.names import expect_plain
from bakeoff.inference.loading import DESCRIPTION

FILES = "files"  # key of model.json that lists all files of the folder


@contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Give an empty folder beside `path` that takes its place if the block succeeds.

    Raises:
        BakeoffError: a shell would interpret the name, or there is something that no export made.
    """
    expect_own(expect_plain(path))
    temporary, old = (
        path.with_name(f".{os.getpid()}.{kind}.{path.name}") for kind in ("new", "old")
    )
    try:
        with output(temporary):
            temporary.mkdir()
        yield temporary
        if path.exists():
            path.rename(old)
        temporary.rename(path)
    finally:
        for left in (temporary, old):
            shutil.rmtree(left, ignore_errors=True)


def expect_own(path: Path) -> None:
    """Refuse to replace anything but an empty folder, or one that holds an export and no more."""
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        found = "a link" if path.is_symlink() else "a file"
    else:
        own = set(_read_files(path))
        other = next((name for name in list_files(path) if name not in own), None)
        if other is None:
            return
        found = f"one with {other}"
    raise BakeoffError(
        f"{path}: expected no folder, or one that `bakeoff export` made, got {found}; remove it or "
        "name another folder with --out"
    )


def write_description(folder: Path, described: dict[str, Any]) -> None:
    """Write model.json, with the files that are there; write it last."""
    write_json(folder / DESCRIPTION, {**described, FILES: [DESCRIPTION, *list_files(folder)]})


def list_files(folder: Path) -> list[str]:
    """List all files below a folder by their paths in it."""
    files = (path for path in folder.rglob("*") if not path.is_dir() or path.is_symlink())
    return sorted(path.relative_to(folder).as_posix() for path in files)


def _read_files(folder: Path) -> list[str]:
    """Read which files an export wrote; none where model.json is not one of an export."""
    try:
        described = read_json(folder / DESCRIPTION)
        return [str(name) for name in described[FILES]]
    except (OSError, ValueError, KeyError, TypeError):
        return []
