"""Hash every entry of DVC's cache: `make check-cache`.

DVC names an entry by the MD5 of its content, and trusts it while it is read-only. So it would
restore an entry that a failing disk has changed.
"""

import logging
import os
import re
import subprocess
import sys
from pathlib import Path

from tqdm import tqdm

from bakeoff.core.commands import run_command
from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import hash_of

CACHE_DIR = [sys.executable, "-m", "dvc", "cache", "dir"]
ENTRIES = Path("files/md5")  # of DVC 3
ENTRY = re.compile(r"([0-9a-f]{2}/[0-9a-f]{30})(\.dir)?")  # .dir: a list of a folder's files


def main() -> None:
    """Name the damaged entries; nothing is deleted."""
    folder = find_cache()
    entries = list_entries(folder)
    damaged = find_damaged(entries)
    for entry in damaged:
        logging.error("%s: damaged", _relative(entry))
    if damaged:
        raise BakeoffError(
            f"{_relative(folder)}: expected no damaged entry, got {len(damaged)} (above); delete "
            "these files, run `make clean`, then `dvc repro`, or `dvc pull` if you have a remote"
        )
    logging.info("%s: %d entries, none damaged", _relative(folder), len(entries))


def find_cache() -> Path:
    """Name the folder of the entries of DVC's cache.

    Raises:
        BakeoffError: DVC does not know its cache, and has said why.
    """
    return find_cache_folder() / ENTRIES


def find_cache_folder() -> Path:
    """Ask DVC for the folder of its cache.

    Raises:
        BakeoffError: DVC does not know it, and has said why.
    """
    done = subprocess.run(CACHE_DIR, check=False, stdout=subprocess.PIPE)
    if done.returncode:
        raise BakeoffError("dvc cache dir: failed (above); run from the root")
    return Path(os.fsdecode(done.stdout).strip())


def list_entries(folder: Path) -> dict[Path, str]:
    """List the entries of a cache, each with the MD5 in its name; a folder may not exist yet."""
    if folder.exists() and not folder.is_dir():
        raise BakeoffError(f"{folder}: expected a folder, got a file; set DVC's cache.dir right")
    return {
        path: match[1].replace("/", "")
        for path in sorted(folder.glob("??/*"))
        if (match := ENTRY.fullmatch(path.relative_to(folder).as_posix()))
    }


def find_damaged(entries: dict[Path, str]) -> list[Path]:
    """List the entries that are no files or whose content does not match their MD5."""
    sizes = {path: path.stat().st_size for path in entries if path.is_file()}
    damaged = [path for path in entries if path not in sizes]
    total = sum(sizes.values())
    with tqdm(desc="DVC's cache", total=total, unit="B", unit_scale=True, disable=None) as bar:
        for path, size in sizes.items():
            if hash_of(path, "md5") != f"md5:{entries[path]}":
                damaged.append(path)
            bar.update(size)
    return sorted(damaged)


def _relative(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


if __name__ == "__main__":
    run_command(main)
