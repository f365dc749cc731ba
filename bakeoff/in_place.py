"""The files that DVC writes in place, dvc.lock and its list of locks, mended after its death.

A DVC that is killed at that moment leaves half of one, and no other DVC would start.
"""

import json
import logging
from itertools import chain
from pathlib import Path
from typing import Any

import psutil
import yaml
from dvc.schema import COMPILED_LOCKFILE_SCHEMA
from voluptuous import Invalid

from bakeoff.errors import BakeoffError
from bakeoff.paths import KEPT_LOCK, LOCK, TEMPORARY

LOCKS = TEMPORARY / "rwlock"  # inputs and outputs of the stage that runs
MERGED = "<<<<<<< "
HALF = "%s: half-written by a process that was killed; "


def drop_dead_locks() -> None:
    """Remove the list of locks if its holders are dead, or DVC could not read it.

    Raises:
        BakeoffError: a holder is at work.
    """
    try:
        locks = json.loads(LOCKS.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return
    except ValueError:
        LOCKS.unlink()
        logging.warning(HALF + "removed", LOCKS)
        return
    holders = [*locks.get("write", {}).values(), *chain(*locks.get("read", {}).values())]
    for holder in holders:
        if _is_at_work(**holder):
            raise BakeoffError(
                f"{LOCKS}: expected no other DVC, but process {holder['pid']} ({holder['cmd']}) "
                "is at work; wait for it"
            )
    if holders:
        LOCKS.unlink()
        logging.warning("%s: of processes that are no more; removed", LOCKS)


def _is_at_work(pid: int, cmd: str) -> bool:
    """Tell whether a process still is the one that took a lock; numbers come again."""
    arguments = cmd.split()[1:]  # what comes before them depends on how DVC was started
    try:
        return " ".join(psutil.Process(pid).cmdline()).endswith(" ".join(arguments))
    except psutil.Error:
        return False


def read_lock() -> dict[str, Any]:
    """Read dvc.lock; if DVC could not, put the kept one in its place, or remove it.

    What a kept one, or none, does not tell, DVC finds in its cache of runs, or makes anew.

    Raises:
        BakeoffError: it holds the marks of a merge.
    """
    try:
        return _parse(LOCK)
    except FileNotFoundError:
        return {}
    except ValueError:
        if MERGED in LOCK.read_text(encoding="utf-8", errors="replace"):
            raise BakeoffError(
                f"{LOCK}: expected a merge that is finished, got its marks; take one side, such as "
                f"by `git checkout --ours {LOCK}`"
            ) from None
    try:
        lock = _parse(KEPT_LOCK)
        KEPT_LOCK.replace(LOCK)
        logging.warning(HALF + "put back as it was before the last stage", LOCK)
    except (FileNotFoundError, ValueError):
        lock = {}
        LOCK.unlink()
        logging.warning(HALF + "removed", LOCK)
    return lock


def _parse(path: Path) -> dict[str, Any]:
    """Read a lock file; ValueError if DVC could not."""
    try:
        read = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)  # before a next DVC
        lock: dict[str, Any] = COMPILED_LOCKFILE_SCHEMA(read or {})
        return lock
    except (yaml.YAMLError, Invalid) as error:
        raise ValueError(f"{path}: no lock file") from error
