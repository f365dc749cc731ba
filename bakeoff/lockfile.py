"""DVC's record of results, dvc.lock: whether DVC can read it.

DVC writes it in place after each stage, so a kill at that moment leaves half of it. Git has the
committed one; DVC restores later results from its run cache, or computes them again.
"""

import re
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, Field, StrictBool, StrictInt

from bakeoff.core.errors import BakeoffError

CONFLICT = re.compile(r"^<{7} ", re.MULTILINE)


class _File(BaseModel):
    path: str
    hash: str = "md5"
    md5: Annotated[str, Field(min_length=32)]
    size: StrictInt = 0
    nfiles: StrictInt = 1
    isexec: StrictBool = False


class _Stage(BaseModel):
    cmd: str | list[str]
    deps: list[_File] = []
    params: dict[str, dict[str, Any]] = {}
    outs: list[_File] = []


class _Lock(BaseModel):
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
    if not path.exists():
        return
    try:
        text = path.read_text(encoding="utf-8")
        if CONFLICT.search(text):
            raise BakeoffError(
                f"{path}: expected a finished merge, got conflict marks; during the merge choose a "
                f"side with `git checkout --ours {path}`, after it {_restore(path)}"
            )
        _Lock.model_validate(yaml.load(text, yaml.CSafeLoader))
    except (yaml.YAMLError, ValueError):
        raise BakeoffError(
            f"{path}: expected DVC's record of results, got what DVC cannot read (half of it, "
            f"after a kill?); {_restore(path)}; if Git has no such file, delete it instead"
        ) from None


def _restore(path: Path) -> str:
    return f"run `git restore {path}`, then `dvc repro`"
