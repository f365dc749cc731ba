"""A saved model is a program: it runs only if its hash is on record.

A record that stood beside the module could come with it. So it is a file in the user's store, which
the user's own downloads, exports and `bakeoff elmo trust` write, or the dvc.lock beside this code:
whoever can write that can write the code as well.
"""

import hashlib
import json
import os
import shlex
from pathlib import Path

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import hash_folder, hash_of, write_text
from bakeoff.core.parameters import read_yaml
from bakeoff.core.paths import LOCK, store_folder

TRUSTED = "trusted"  # the folder of records in the store; each is named by the hash of a module
ROOT = Path(__file__).absolute().parents[2]  # of the repository, where this code is in one


def record_module(module: Path) -> Path:
    """Record a module as it is: after a download, after an export, or because a user trusts it.

    Returns:
        The record, which says where the module was.
    """
    record = _record(module)
    write_text(record, f"{os.fsencode(module.absolute()).decode(errors='replace')}\n")
    return record


def expect_recorded(module: Path) -> None:
    """Refuse to run a module that is not on record, or was changed since."""
    record = _record(module)
    if not (record.is_file() or _is_locked(module)):
        raise BakeoffError(
            f"{module}: expected a module whose hash is on record, got sha256 {record.name[:16]}…, "
            "which is not; a module is a program: if you trust where it comes from, run "
            f"`bakeoff elmo trust {shlex.quote(str(module))}`"
        )


def _record(module: Path) -> Path:
    """Name the file of a module's record."""
    if not module.is_dir():
        raise BakeoffError(f"{module}: expected the folder of a module, got none; name another")
    for path in module.rglob("*"):
        if not path.is_file() and (path.is_symlink() or not path.is_dir()):
            raise BakeoffError(
                f"{path}: expected a file or a folder, got a device or a link to something else; "
                "replace it by a copy"
            )
    try:
        return store_folder() / TRUSTED / hash_folder(module)
    except UnicodeEncodeError:
        raise BakeoffError(
            f"{module}: expected files with names in UTF-8, got others; fetch it again"
        ) from None


def _is_locked(module: Path) -> bool:
    """Tell whether dvc.lock beside this code records the output that the module is a part of."""
    lock, path = ROOT / LOCK, module.resolve()
    if not lock.is_file():
        return False
    for stage in (read_yaml(lock).get("stages") or {}).values():
        for out in stage.get("outs", []):
            place = (ROOT / out["path"]).resolve()
            if path.is_relative_to(place):
                return bool(out.get("md5") == _hash_as_dvc(place))
    return False


def _hash_as_dvc(folder: Path) -> str:
    """Hash the names and contents of all files below a folder as DVC does."""
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    files = [
        {"md5": hash_of(path, "md5").removeprefix("md5:"), "relpath": name}
        for name, path in sorted(paths.items())
        if path.is_file()
    ]
    listed = json.dumps(files, sort_keys=True).encode()
    return f"{hashlib.md5(listed, usedforsecurity=False).hexdigest()}.dir"
