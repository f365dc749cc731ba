"""Merge the keys in which a preset differs into the parameters of the sample."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml.comments import CommentedMap

from bakeoff.core.errors import BakeoffError

# what an entry of each section makes
MADE = {
    "sources": "data/raw/{}",
    "files": "data/texts/{}",
    "embed": "data/embeddings/{}.npz",
    "pretrain": "data/bilm/{}",
    "encode": "data/features/{}",
    "mix": "data/mixes/{}",
    "models": "models/{}",
}
GROUPS = ("choose", "ensemble")  # sections whose entries are lists of models
ENTRIES = (*MADE, *GROUPS, "project", "heads")  # sections whose keys are names
FOLDERS = tuple(template.partition("{}")[0] for template in MADE.values())


def merge(
    params: dict[str, Any], overlay: dict[str, Any], path: Path, place: tuple[str, ...] = ()
) -> None:
    """Merge an overlay into parameters, in place.

    Mappings are merged key by key. null removes a named entry. A source, or an entry whose `kind`
    changes, is replaced as a whole, because its keys differ.

    Raises:
        BakeoffError: the overlay has a key that the parameters do not have, or a value in the place
            of a mapping.
    """
    are_entries = len(place) == 1 and place[0] in ENTRIES
    for key, value in overlay.items():
        name = ".".join((*place, str(key)))
        if key not in params and (value is None or not are_entries):
            raise BakeoffError(f"{path}: {name}: there is no such key; correct or remove it")
        old = params.get(key)
        if are_entries and value is None:
            del params[key]
        elif not isinstance(old, dict):
            params[key] = value
            if value in ([], {}):  # behind a comment, ruamel writes it to a line of its own
                _drop_comment(params, key)
        elif not isinstance(value, dict):
            raise BakeoffError(f"{path}: {name}: expected a mapping of keys, got {value!r:.60}")
        elif are_entries and (
            place[0] == "sources" or {**old, **value}.get("kind") != old.get("kind")
        ):
            params[key] = value
        else:
            merge(old, value, path, (*place, str(key)))


def _drop_comment(params: dict[str, Any], key: str) -> None:
    if isinstance(params, CommentedMap):
        params.ca.items.pop(key, None)


def drop_orphans(params: dict[str, Any], overlay: dict[str, Any], path: Path) -> dict[str, str]:
    """Remove the entries that read what no entry makes any more, and those that read these.

    `models.elmo`, for example, is given with the path that is missing.

    Raises:
        BakeoffError: the overlay itself gives such an entry.
    """
    dropped: dict[str, str] = {}
    while orphan := next(_orphans(params), None):
        section, name, missing = orphan
        if name in (overlay.get(section) or {}):
            raise BakeoffError(
                f"{path}: {section}.{name}: reads {missing}, which no entry makes; add that entry, "
                f"or remove this one: `{name}: null`"
            )
        del params[section][name]
        dropped[f"{section}.{name}"] = missing
    return dropped


def _orphans(params: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield section, name and missing path of each entry that reads what no entry makes."""
    outputs = {form.format(name) for section, form in MADE.items() for name in params[section]}
    for section in ENTRIES:
        for name, entry in params[section].items():
            for path in list_reads(section, entry):
                if path.startswith(FOLDERS) and not any(covers(output, path) for output in outputs):
                    yield section, name, path


def covers(output: str, path: str) -> bool:
    """Tell whether a path is a file or folder that a stage makes, or is in that folder."""
    return path == output or path.startswith(f"{output}/")


def list_reads(section: str, entry: Any) -> list[str]:
    """List the paths that an entry reads; none if it is malformed, which `bakeoff check` tells."""
    if isinstance(entry, dict):
        sources = [f"data/raw/{entry['source']}"] if "source" in entry else []
        return sources + [str(entry[key]) for key in ("text", "input") if key in entry]
    paths = entry if isinstance(entry, list) else []
    return [f"models/{path}" if section in GROUPS else str(path) for path in paths]
