"""Mend DVC's folder: what a failing disk or a killed process left there, and DVC would trip over.

DVC trusts its cache. It would even put a damaged entry in the place of an output that was just made
anew, because their names are the same. The layout of the cache is that of DVC 3: an entry's name is
the MD5 of its content, and of a folder (.dir) that of a list of its files.
"""

import hashlib
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dvc.lock import LockError, make_lock
from tqdm import tqdm

from bakeoff.errors import BakeoffError
from bakeoff.files import read_json, size_of
from bakeoff.in_place import drop_dead_locks, read_lock
from bakeoff.paths import TEMPORARY
from bakeoff.stage import run

ONE_DVC = TEMPORARY / "lock"  # held while a DVC is at work, but not while it runs a stage
CACHE = Path(".dvc/cache/files/md5")
FOLDER = ".dir"


def main() -> None:
    """Remove what is damaged: entries of the cache, outputs, locks; `dvc repro` makes them anew."""
    with _alone():
        _drop_damaged([*_outputs(read_lock())])


@contextmanager
def _alone() -> Iterator[None]:
    """Keep any other DVC from starting.

    Raises:
        BakeoffError: one is at work.
    """
    TEMPORARY.mkdir(exist_ok=True)
    try:
        with make_lock(str(ONE_DVC), tmp_dir=str(TEMPORARY)):
            drop_dead_locks()
            yield
    except LockError:
        raise BakeoffError(
            f"{ONE_DVC}: expected no other DVC, got one that is at work here; wait for it"
        ) from None


def _outputs(lock: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    """Yield the outputs that DVC keeps, and their MD5 when they were made."""
    for stage in lock.get("stages", {}).values():
        for out in stage.get("outs", ()):
            md5 = out.get("md5")
            if md5 and _entry(md5).is_file():
                yield Path(out["path"]), md5


def _drop_damaged(outputs: list[tuple[Path, str]]) -> None:
    entries = sorted(CACHE.glob("??/*"))
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
