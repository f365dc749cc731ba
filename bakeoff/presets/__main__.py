"""Write a preset into params.yaml: `make use PRESET=full`, or `python -m bakeoff.presets full`.

presets/sample.yaml has all keys; another preset has those that differ from it.
"""

import json
import logging
import re
import subprocess
from pathlib import Path
from typing import Annotated, Any

import typer

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import whole_file
from bakeoff.core.parameters import read_yaml
from bakeoff.core.paths import PARAMS, PRESETS
from bakeoff.core.settings import NAME
from bakeoff.core.stage import run_command
from bakeoff.presets.form import dump, expand, load
from bakeoff.presets.overlay import ENTRIES, drop_orphans, merge

SAMPLE = PRESETS / "sample.yaml"


def main(name: Annotated[str, typer.Argument(help="of a file in presets/")] = "") -> None:
    """Write a preset into params.yaml, and list what that changes."""
    new, dropped = combine(name)
    old = read_yaml(PARAMS) if PARAMS.exists() else {}
    note = "" if _is_committed(PARAMS) else " (not committed)"
    if old and old.get("preset") != name:
        for key, change in _edits(old).items():
            logging.info("your edit of %s: %s is replaced%s", key, change, note)
        note = ""
    for entry, path in dropped.items():
        logging.info("%s: left out, because no entry makes %s", entry, path)
    for key, change in differences(old, new).items():
        if key not in dropped:
            logging.info("%s: %s%s", key, change, note)
    with whole_file(PARAMS) as temporary:
        template = SAMPLE.read_text(encoding="utf-8")
        temporary.write_text(dump(new, template), encoding="utf-8")
    logging.info("%s: preset %s", PARAMS, name)


def combine(name: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Give the parameters of a preset, and the entries left out with the path that they miss.

    Raises:
        BakeoffError: no such preset; or it has a key that presets/sample.yaml does not have, or an
            entry that reads what no entry makes.
    """
    known = sorted(path.stem for path in PRESETS.glob("*.yaml"))
    if name not in known or not re.fullmatch(NAME, name):
        raise BakeoffError(f"{PRESETS}: expected one of {', '.join(known)}, got {name!r:.60}")
    path, params = PRESETS / f"{name}.yaml", load(SAMPLE)
    if path == SAMPLE:
        return params, {}
    overlay = load(path)
    expand(overlay)
    if overlay.setdefault("preset", name) != name:
        raise BakeoffError(f"{path}: preset: expected {name}, got {overlay['preset']!r:.60}")
    merge(params, overlay, path)
    return params, drop_orphans(params, overlay, path)


def _edits(old: dict[str, Any]) -> dict[str, str]:
    """Describe how params.yaml differs from what the preset that it names would write."""
    try:
        return differences(combine(str(old.get("preset")))[0], old)
    except BakeoffError as error:
        logging.warning("%s: your edits cannot be listed: %s", PARAMS, error)
        return {}


def differences(old: dict[str, Any], new: dict[str, Any]) -> dict[str, str]:
    """Describe what differs: a key, or an entry that is new, removed or of another kind.

    `models.elmo` has `removed`, `train.epochs` has `40 -> 100`: one line per change.
    """
    entries = _compare(_kinds(old), _kinds(new))
    keys = _compare(_flat(old), _flat(new))
    found = {key: text for key, text in keys.items() if ".".join(key.split(".")[:2]) not in entries}
    return found | {entry: text.partition(": ")[0] for entry, text in entries.items()}


def _compare(old: dict[str, Any], new: dict[str, Any]) -> dict[str, str]:
    changes = {}
    for key in [*old, *(key for key in new if key not in old)]:
        if key not in new:
            changes[key] = "removed"
        elif key not in old:
            changes[key] = f"added: {_show(new[key])}"
        elif old[key] != new[key]:
            changes[key] = f"{_show(old[key])} -> {_show(new[key])}"
    return changes


def _kinds(params: dict[str, Any]) -> dict[str, Any]:
    """Name every entry of a section of named entries, and what decides which keys it has."""
    kinds = {}
    for section in ENTRIES:
        for name, entry in (params.get(section) or {}).items():
            keys = entry if isinstance(entry, dict) else {}
            kind = keys.get("kind") or keys.get("make")
            kinds[f"{section}.{name}"] = kind or ("fetched" if section == "sources" else "entry")
    return kinds


def _flat(value: Any, place: str = "") -> dict[str, Any]:
    """Name every value that is no mapping by its keys, joined by dots."""
    if not isinstance(value, dict):
        return {place: value}
    flat: dict[str, Any] = {}
    for key, inner in value.items():
        flat |= _flat(inner, f"{place}.{key}" if place else str(key))
    return flat


def _show(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 80 else text[:80] + "…"


def _is_committed(path: Path) -> bool:
    command = ["git", "diff", "--quiet", "HEAD", "--", str(path)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


if __name__ == "__main__":
    run_command(main)
