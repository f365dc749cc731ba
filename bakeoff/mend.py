"""Mend DVC's folder: what a failing disk or a killed process left there, and DVC would trip over.

DVC trusts its cache. It would even put a damaged entry in the place of an output that was just made
anew, because their names are the same. The layout of the cache is that of DVC 3: an entry's name is
the MD5 of its content, and of a folder (.dir) that of a list of its files. And DVC writes its list
of locks in place, so a process that is killed at that moment leaves half of it.
"""

import hashlib
import json
import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from tqdm import tqdm

from bakeoff.files import read_json, size_of
from bakeoff.stage import run

LOCKS = Path(".dvc/tmp/rwlock")
CACHE = Path(".dvc/cache/files/md5")
LOCK = Path("dvc.lock")
FOLDER = ".dir"


def main() -> None:
    """Remove what is damaged: entries of the cache, outputs, locks; `dvc repro` makes them anew."""
    _drop_half_written_locks()
    entries = sorted(CACHE.glob("??/*"))
    outputs = [*_outputs()]
    size = sum(map(size_of, [*entries, *(path for path, _ in outputs)]))
    with tqdm(
        desc="checking DVC's cache", total=size, unit="B", unit_scale=True, disable=None
    ) as bar:
        wrong = [path for path, md5 in outputs if path.exists() and not _is(path, md5, bar)]
        wrong += [entry for entry in entries if _md5(entry, bar) != _named(entry)]
    for path in wrong:
        logging.warning("%s: not what it was when it was made; removed", path)
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    logging.info("DVC's cache: %d files, %d damaged", len(entries), len(wrong))


def _drop_half_written_locks() -> None:
    try:
        json.loads(LOCKS.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return
    except ValueError:
        LOCKS.unlink()
        logging.warning("%s: half-written by a process that was killed; removed", LOCKS)


def _outputs() -> Iterator[tuple[Path, str]]:
    """Yield the outputs that DVC keeps, and their MD5 when they were made."""
    if not LOCK.is_file():
        return
    stages = yaml.safe_load(LOCK.read_text(encoding="utf-8"))["stages"].values()
    for out in (out for stage in stages for out in stage.get("outs", ())):
        if _entry(out["md5"]).is_file():
            yield Path(out["path"]), out["md5"]


def _entry(md5: str) -> Path:
    return CACHE / md5[:2] / md5[2:]


def _named(entry: Path) -> str:
    return entry.parent.name + entry.name.removesuffix(FOLDER)


def _is(path: Path, md5: str, bar: Any) -> bool:
    """Tell whether an output has the content that it had."""
    if not md5.endswith(FOLDER):
        return _md5(path, bar) == md5
    try:
        files = {its["relpath"]: its["md5"] for its in read_json(_entry(md5))}
    except ValueError:  # a damaged list is found as an entry
        return True
    return all(
        (path / name).is_file() and _md5(path / name, bar) == its for name, its in files.items()
    )


def _md5(path: Path, bar: Any) -> str:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False))
    bar.update(path.stat().st_size)
    return digest.hexdigest()


if __name__ == "__main__":
    run(main)
