"""How two sets of parameters differ, one line per key or entry."""

import json
from typing import Any

from bakeoff.presets.overlay import ENTRIES


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
            kind = keys.get("kind") or keys.get("make") or keys.get("repository")
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
