"""Copies of own files in data/texts that params.yaml no longer names.

Where dvc.lock was restored, it does not list them either; but `prepare` depends on the whole
folder, so that they would let it run again, here and in each clone that takes dvc.lock over.
"""

import logging
import shutil
from pathlib import Path
from typing import Any

from bakeoff.core.files import hash_of, is_whole
from bakeoff.core.parameters import read_yaml
from bakeoff.core.paths import OWN_TEXTS, PARAMS
from bakeoff.dvc.cache import find_cache


def remove_copies() -> None:
    """Remove the copies of files that no longer exist in `files`, if DVC's cache holds them."""
    stale = list_copies(OWN_TEXTS, read_yaml(PARAMS))
    cache = find_cache() if stale else Path()
    for folder in stale:
        unknown = [path for path in folder.rglob("*") if not _is_kept(path, cache)]
        if unknown:
            logging.warning(
                "%s: kept, because DVC's cache lacks %s; remove the folder, which "
                "`prepare` depends on, or name its file in `files`",
                *(folder, unknown[0].name),
            )
        else:
            shutil.rmtree(folder)
            logging.info("removed %s, which `files` in %s no longer has", folder, PARAMS)


def list_copies(texts: Path, params: dict[str, Any]) -> list[Path]:
    """List the folders of copies whose names are not in `files`; a link is no copy."""
    folders = sorted(texts.iterdir()) if texts.is_dir() else []
    named = params.get("files") or {}
    return [
        folder
        for folder in folders
        if folder.is_dir() and not folder.is_symlink() and folder.name not in named
    ]


def _is_kept(path: Path, cache: Path) -> bool:
    """Tell whether the cache holds a file, unchanged; a folder has nothing of its own."""
    if path.is_dir():
        return not path.is_symlink()
    md5 = hash_of(path, "md5") if path.is_file() else ""
    digest = md5.removeprefix("md5:")
    return bool(md5) and is_whole(cache / digest[:2] / digest[2:], md5)
