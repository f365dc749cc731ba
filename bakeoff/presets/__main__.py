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
from ruamel.yaml import YAML

from bakeoff.check import check_params
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
    text = dump(new, SAMPLE.read_text(encoding="utf-8"))
    check_text(text, name)
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
        temporary.write_text(text, encoding="utf-8")
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


def check_text(text: str, name: str) -> None:
    """Check what would be params.yaml, so that nothing that is refused is written.

    Raises:
        BakeoffError: a key is wrong; the message names the preset.
    """
    try:
        check_params(YAML(typ="safe").load(text))
    except BakeoffError as error:
        raise BakeoffError(str(error).replace(f"{PARAMS}:", f"{PRESETS / name}.yaml:", 1)) from None


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
        elif _write(old[key]) != _write(new[key]):  # 40 and 40.0 are equal
            changes[key] = f"{_show(old[key])} -> {_show(new[key])}"
    return changes


def _kinds(params: dict[str, Any]) -> dict[str, Any]:
    """Name every entry of a section of named entries, and what decides which keys it has."""
    kinds = {}
    for section in ENTRIES:
        entries = params.get(section)
        for name, entry in entries.items() if isinstance(entries, dict) else ():
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


def _write(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _show(value: Any) -> str:
    text = value if isinstance(value, str) else _write(value)
    return text if len(text) <= 80 else text[:80] + "…"


def _is_committed(path: Path) -> bool:
    command = ["git", "diff", "--quiet", "HEAD", "--", str(path)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


if __name__ == "__main__":
    run_command(main)
