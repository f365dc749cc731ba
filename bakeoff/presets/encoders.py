"""Ready-made encoders: entries in presets/encoders/ that a preset or an option adds by name."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bakeoff.core.errors import BakeoffError
from bakeoff.core.names import expect_one_of
from bakeoff.core.paths import PRESETS
from bakeoff.presets.form import expand, load
from bakeoff.presets.overlay import merge

FOLDER = PRESETS / "encoders"
KEY = "with"  # of a preset: a list of names


def list_encoders() -> list[str]:
    """List the names of the files, sorted without regard to case."""
    return sorted((path.stem for path in FOLDER.glob("*.yaml")), key=str.lower)


def take_names(overlay: dict[str, Any], path: Path) -> list[str]:
    """Remove the key `with` from a preset, and give its names.

    Raises:
        BakeoffError: it is no list, or a name is unknown.
    """
    names = overlay.pop(KEY, None) or []
    if not isinstance(names, list):
        raise BakeoffError(f"{path}: {KEY}: expected a list of names, got {names!r:.60}")
    return [expect_one_of(str(name), list_encoders(), f"{path}: {KEY}") for name in names]


def add_encoders(params: dict[str, Any], names: Iterable[str], place: str) -> None:
    """Merge the entries of encoders into parameters, in place.

    Args:
        params: with all sections.
        names: of files in presets/encoders/; one that occurs twice counts once.
        place: where the names come from, for the message.

    Raises:
        BakeoffError: a name is unknown; the message has the closest one.
    """
    for name in dict.fromkeys(names):
        merge(params, read_entries(name, place), path_of(name))


def read_entries(name: str, place: str) -> dict[str, Any]:
    """Read the entries of an encoder, by section; `place` as in `add_encoders`."""
    entries = load(path_of(expect_one_of(name, list_encoders(), place)))
    expand(entries)
    return entries


def path_of(name: str) -> Path:
    """Name the file of an encoder."""
    return FOLDER / f"{name}.yaml"


def find_added(params: dict[str, Any]) -> list[str]:
    """Name the encoders whose models are in `params`, such as those of an older run."""
    models = params.get("models")
    return [
        name
        for name in list_encoders()
        if isinstance(models, dict) and {*read_entries(name, "")["models"]} <= {*models}
    ]
