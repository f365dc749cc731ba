"""Enter a finished stage in DVC's cache of runs, so that the same stage need not run again.

DVC does so itself, but not for a stage with outputs that it does not cache, as metrics are. An
entry is the file runs/<key>/<value>, named by the hash of what the stage does and by that of its
whole record. If a later DVC names it otherwise, a stage that returns runs again.
"""

import shutil
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bakeoff.core.files import hash_of, whole_file

READ_ONLY = 0o444  # as all entries of DVC's cache


def enter_run(record: dict[str, Any], cache: Path) -> None:
    """Enter a stage, as dvc.lock records it; not if an output has changed since or is gone.

    Args:
        record: the stage.
        cache: the folder of the entries of DVC's cache.
    """
    from dvc.utils import dict_sha256  # slow to import, and seldom needed

    for out in record.get("outs", []):
        path, entry = Path(out["path"]), cache / out["md5"][:2] / out["md5"][2:]
        if entry.is_file():
            continue
        if not path.is_file() or hash_of(path, "md5") != f"md5:{out['md5']}":
            return
        with whole_file(entry) as temporary:
            shutil.copyfile(path, temporary)
        entry.chmod(READ_ONLY)
    task = record | {"outs": [out["path"] for out in record.get("outs", [])]}
    key, value = (dict_sha256(part, exclude=["size", "nfiles"]) for part in (task, record))
    run = cache.parents[1] / "runs" / key[:2] / key / value
    if not run.exists():
        with whole_file(run) as temporary, temporary.open("w", encoding="utf-8") as file:
            YAML(typ="safe").dump(record, file)
