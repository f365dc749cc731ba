"""Parameters that differ between two runs, one line each."""

import json
from collections.abc import Iterator
from typing import Any

LONGEST = 60  # characters of a value that are shown


def list_changes(old: dict[str, Any], new: dict[str, Any], place: str = "") -> Iterator[str]:
    """List the keys that differ: `models.bag.weights: binary -> tfidf`; whole entries by name."""
    for key in {**old, **new}:
        name = f"{place}{key}"
        if key not in new:
            yield f"{name}: removed"
        elif key not in old:
            yield f"{name}: added" if isinstance(new[key], dict) else f"{name}: {show(new[key])}"
        elif isinstance(old[key], dict) and isinstance(new[key], dict):
            yield from list_changes(old[key], new[key], f"{name}.")
        elif old[key] != new[key]:
            yield f"{name}: {show(old[key])} -> {show(new[key])}"


def show(value: Any) -> str:
    """Write a value as in params.yaml, shortened."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."
