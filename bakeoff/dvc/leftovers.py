"""What entries that params.yaml no longer has left behind: outputs, and records in dvc.lock.

DVC keeps both, and `dvc remove` knows no such stage. Only files are deleted that dvc.lock lists as
outputs of such an entry and that are unchanged since; DVC's cache still holds them, and gives them
back when the entry returns.
"""

import json
import logging
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from ruamel.yaml import YAML

from bakeoff.core.files import hash_of, whole_file
from bakeoff.core.parameters import entries_of, fill, read_yaml
from bakeoff.core.paths import GRAPH, LOCK, PARAMS
from bakeoff.dvc.cache import find_cache
from bakeoff.dvc.run_cache import enter_run

FOLDERS = ("data", "metrics", "models")  # of all outputs of entries
NAMED = 5  # entries at most
FOLDER = ".dir"  # ends the hash of a folder's list of files
Record = dict[str, Any]  # of a stage, in dvc.lock


def remove_leftovers() -> None:
    """Remove the outputs and records of entries that no longer exist, and say so."""
    if not LOCK.exists():
        return
    outs = list_outputs(read_yaml(GRAPH), read_yaml(PARAMS))
    stale = find_stale(read_yaml(LOCK).get("stages", {}), outs)
    if not stale:
        return
    cache = find_cache()
    current = {path for paths in outs.values() for path in paths}
    count = 0
    for record in stale.values():
        enter_run(record, cache)
        for path, out in ((out["path"], out) for out in record.get("outs", [])):
            if is_output(path) and not any(_overlap(path, other) for other in current):
                count += remove_output(Path(path), out["md5"], cache)
    remove_records(LOCK, list(stale))
    named = ", ".join([*stale][:NAMED]) + ", ..." * (len(stale) > NAMED)
    logging.info("removed %d files of entries that %s no longer has: %s", count, PARAMS, named)


def list_outputs(graph: dict[str, Any], params: dict[str, Any]) -> dict[str, list[str]]:
    """Give the paths that each stage of dvc.yaml writes; `train@glove` is one."""
    outs = {}
    for name, stage in graph["stages"].items():
        if "foreach" not in stage:
            outs[name] = _paths(stage, params)
            continue
        for key, item in entries_of(stage, params).items():
            values = {**params, "key": key, "item": item}
            outs[f"{name}@{key}"] = _paths(stage["do"], values)
        outs[f"{name}@"] = []  # a stage with entries, though it may have none
    return outs


def _paths(stage: dict[str, Any], values: dict[str, Any]) -> list[str]:
    outs = [out if isinstance(out, str) else next(iter(out)) for out in stage.get("outs", [])]
    return [fill(out, values) for out in outs]


def find_stale(recorded: dict[str, Any], outs: dict[str, list[str]]) -> dict[str, Record]:
    """Find the records of entries that no longer exist."""
    return {
        name: stage
        for name, stage in recorded.items()
        if name not in outs and f"{name.partition('@')[0]}@" in outs
    }


def is_output(path: str) -> bool:
    """Tell whether a path is where outputs are: dvc.lock may have been edited by hand."""
    parts = PurePosixPath(path).parts
    inside = Path(path).parent.resolve().is_relative_to(Path.cwd().resolve())
    return inside and len(parts) > 1 and parts[0] in FOLDERS and ".." not in parts


def _overlap(path: str, other: str) -> bool:
    return f"{path}/".startswith(f"{other}/") or f"{other}/".startswith(f"{path}/")


def remove_output(path: Path, md5: str, cache: Path) -> int:
    """Remove an output as far as it is unchanged; give the number of files removed."""
    files = dict(_list_files(path, md5, cache))
    count = 0
    for file, known in files.items():
        if file.is_file() and hash_of(file, "md5") == f"md5:{known}":
            file.unlink()
            count += 1
    if path.is_dir():
        for folder in sorted({path, *path.rglob("*")}, reverse=True):
            if folder.is_dir() and not [*folder.iterdir()]:
                folder.rmdir()
    if path.exists():
        logging.warning("%s: kept, because it has changed since it was recorded", path)
    return count


def _list_files(path: Path, md5: str, cache: Path) -> Iterator[tuple[Path, str]]:
    """Yield the files of an output with their hashes; none of a folder whose list is lost."""
    if not md5.endswith(FOLDER):
        yield path, md5
    elif path.is_dir():
        listed = cache / md5[:2] / md5[2:]
        for file in json.loads(listed.read_bytes()) if listed.is_file() else ():
            if ".." not in PurePosixPath(file["relpath"]).parts:
                yield path / file["relpath"], file["md5"]


def remove_records(lock: Path, names: list[str]) -> None:
    """Remove stages from dvc.lock, and leave the rest as DVC has written it."""
    yaml = YAML()
    yaml.default_flow_style = False
    content = yaml.load(lock.read_text(encoding="utf-8"))
    for name in names:
        del content["stages"][name]
    with whole_file(lock) as temporary, temporary.open("w", encoding="utf-8") as file:
        yaml.dump(content, file)
