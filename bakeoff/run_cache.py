"""Enter a finished stage in DVC's cache of runs, so that the same stage need not run again.

DVC does so itself, but not for a stage that writes small files past its cache, as metrics are.
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
    from dvc.stage.cache import _get_cache_hash  # slow to import, and seldom needed

    for out in record.get("outs", []):
        path, entry = Path(out["path"]), cache / out["md5"][:2] / out["md5"][2:]
        if entry.is_file():
            continue
        if not path.is_file() or hash_of(path, "md5") != f"md5:{out['md5']}":
            return
        with whole_file(entry) as temporary:
            shutil.copyfile(path, temporary)
        entry.chmod(READ_ONLY)
    key, value = _get_cache_hash(dict(record), key=True), _get_cache_hash(dict(record))
    run = cache.parents[1] / "runs" / key[:2] / key / value
    if not run.exists():
        with whole_file(run) as temporary, temporary.open("w", encoding="utf-8") as file:
            YAML(typ="safe").dump(record, file)
