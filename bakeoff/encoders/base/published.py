"""Files of an encoder as others publish them: found and read within bounds."""

import json
from pathlib import Path
from typing import Any

from bakeoff.core.errors import BakeoffError

CONFIG_BYTES = 2**20  # published ones have some kilobytes
POINTER = b"version https://git-lfs"  # begins a file that stands for one that Git did not fetch


def read_bounded(path: Path, most: int, what: str) -> bytes:
    """Read a whole file of a size that its kind may have.

    Args:
        path: of the file.
        most: bytes that it may have.
        what: it is expected to be, for the message.

    Raises:
        BakeoffError: it is absent, larger, or a pointer of Git LFS.
    """
    expected = f"{path}: expected {what}"
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise BakeoffError(f"{expected}, got none ({error.strerror}); fetch that file") from None
    if len(content) > most:
        raise BakeoffError(
            f"{expected} of at most {most} bytes, got {path.stat().st_size}; "
            "check which file this is"
        )
    if content.startswith(POINTER):
        raise BakeoffError(
            f"{expected}, got a pointer of Git LFS; run `git lfs pull` in its repository, or "
            "download the file itself"
        )
    return content


def read_config(path: Path) -> dict[str, Any]:
    """Read a JSON object, such as config.json.

    Raises:
        BakeoffError: it is absent, too large, or something else.
    """
    what = "an object in JSON"
    content = read_bounded(path, CONFIG_BYTES, what)
    try:
        value = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BakeoffError(
            f"{path}: expected {what}, got something else ({error}); fetch the file again"
        ) from None
    if not isinstance(value, dict):
        raise BakeoffError(
            f"{path}: expected {what}, got {value!r:.60}; fetch the file again, or another"
        )
    return value


def find_file(folder: Path, name: str, pattern: str) -> Path:
    """Find the file of a name in a folder, or the only one of a pattern.

    Raises:
        BakeoffError: there is none, or there are several.
    """
    if (folder / name).is_file():
        return folder / name
    found = sorted(path for path in folder.glob(pattern) if path.is_file())
    if len(found) != 1:
        names = ", ".join(path.name for path in found) or "none"
        raise BakeoffError(
            f"{folder}: expected {name}, or one file {pattern}, got {names:.200}; name the folder "
            "that holds it"
        )
    return found[0]
