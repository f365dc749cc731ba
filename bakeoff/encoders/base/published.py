"""Find and read the published files of an encoder, within limits of size."""

import json
from pathlib import Path
from typing import Any

from pydantic import ConfigDict

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import LFS_POINTER
from bakeoff.core.settings import Section

CONFIG_BYTES = 2**20  # published ones have some kilobytes
MODULES = "modules.json"


class PublishedKeys(Section):
    """The keys of a published file that matter here; others are ignored."""

    model_config = ConfigDict(extra="ignore")


def expect_content(path: Path, content: str) -> None:
    """Refuse a file that is absent, or is a pointer of Git LFS.

    Args:
        path: of the file.
        content: the expected one, for the message.

    Raises:
        BakeoffError: it cannot be read, or is a pointer of Git LFS.
    """
    try:
        with path.open("rb") as file:
            start = file.read(len(LFS_POINTER))
    except OSError as error:
        raise BakeoffError(
            f"{path}: expected {content}, got none ({error.strerror}); fetch that file"
        ) from None
    if start == LFS_POINTER:
        raise BakeoffError(
            f"{path}: expected {content}, got a pointer of Git LFS; run `git lfs pull` in its "
            "repository, or download the file itself"
        )


def read_bounded(path: Path, most: int, content: str) -> bytes:
    """Read a file of at most `most` bytes; other arguments and errors as in `expect_content`."""
    expect_content(path, content)
    size = path.stat().st_size
    if size > most:
        raise BakeoffError(
            f"{path}: expected {content} of at most {most} bytes, got {size}; check which file "
            "this is"
        )
    return path.read_bytes()


def read_config(path: Path) -> dict[str, Any]:
    """Read a JSON object, such as config.json.

    Raises:
        BakeoffError: it is absent, too large, or not a JSON object.
    """
    config: dict[str, Any] = _read_json(path, dict, "an object in JSON")
    return config


def read_steps(folder: Path) -> list[str]:
    """List the types of the steps in modules.json, as sentence-transformers writes it.

    Returns:
        Such as ["Transformer", "Pooling", "Normalize"]; empty without that file.

    Raises:
        BakeoffError: the file is no list of objects.
    """
    path, form = folder / MODULES, "a list of objects in JSON"
    steps = _read_json(path, list, form) if path.is_file() else []
    return [str(step.get("type")).rpartition(".")[2] for step in steps if isinstance(step, dict)]


def _read_json(path: Path, kind: type, form: str) -> Any:
    text = read_bounded(path, CONFIG_BYTES, form)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BakeoffError(
            f"{path}: expected {form}, got something else ({error}); fetch the file again"
        ) from None
    if not isinstance(value, kind):
        raise BakeoffError(
            f"{path}: expected {form}, got {value!r:.60}; fetch the file again, or another"
        )
    return value


def find_file(folder: Path, name: str, pattern: str) -> Path:
    """Find a file by its name, or else the only one of that name or pattern at any depth.

    Raises:
        BakeoffError: there is none, or there are several.
    """
    if (folder / name).is_file():
        return folder / name
    found: list[Path] = []
    for wanted in (name, pattern):
        found = found or sorted(path for path in folder.rglob(wanted) if path.is_file())
    if len(found) != 1:
        names = ", ".join(str(path.relative_to(folder)) for path in found) or "none"
        raise BakeoffError(
            f"{folder}: expected {name}, or one file {pattern}, got {names:.200}; name the folder "
            "that holds it"
        )
    return found[0]
