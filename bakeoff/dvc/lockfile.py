"""DVC's record of results, dvc.lock: whether DVC can read it.

DVC writes it in place after each stage, so a kill at that moment leaves half of it. Git has the
committed one; DVC restores later results from its run cache, or computes them again.
"""

import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from bakeoff.core.errors import BakeoffError
from bakeoff.core.parameters import read_yaml

CONFLICT = re.compile(r"^<{7} ", re.MULTILINE)


class _File(BaseModel):
    path: str
    hash: str = "md5"
    md5: Annotated[str, Field(min_length=32)]
    size: StrictInt = 0
    nfiles: StrictInt = 1
    isexec: StrictBool = False


class _Stage(BaseModel):
    model_config = ConfigDict(extra="forbid")
    cmd: str | list[str]
    deps: list[_File] = []
    params: dict[str, dict[str, Any]] = {}
    outs: list[_File] = []


class _Lock(BaseModel):
    model_config = ConfigDict(extra="forbid")
    version: Annotated[Literal["2.0"], Field(alias="schema")]
    stages: dict[str, _Stage] = {}


def check_lock(path: Path) -> None:
    """Check that DVC could read a lock file; a missing one is no error.

    Raises:
        BakeoffError: DVC could not read it; what is wrong, and how to restore it.
    """
    if path.is_dir():
        raise BakeoffError(
            f"{path}: expected a file, got a folder; remove it, then {_restore(path)}"
        )
    if not path.exists() and not path.is_symlink():
        return
    try:
        if CONFLICT.search(path.read_text(encoding="utf-8")):
            fix = (
                f"expected a finished merge, got conflict marks; during the merge choose a side "
                f"with `git checkout --ours {path}`, after it {_restore(path)}; if the marks are "
                f"committed, run `git checkout HEAD~1 -- {path}` instead"
            )
        else:
            _Lock.model_validate(read_yaml(path))
            return
    except (BakeoffError, ValueError, OSError):
        fix = (
            "expected DVC's record of results, got what DVC cannot read (half of it, after a "
            f"kill?); {_restore(path)}; if Git has no such file, delete it instead"
        )
    raise BakeoffError(f"{path}: {fix}")


def _restore(path: Path) -> str:
    return f"run `git restore {path}`, then `dvc repro`"
