"""Read the published files of a preset from a folder instead of from their addresses."""

import logging
from pathlib import Path
from typing import Any

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import WrongHash, expand_home, expect_hash


def read_from(folder: Path, params: dict[str, Any]) -> None:
    """Let the sources of some parameters come from a folder, in place.

    It holds files by their names, and those of the repository owner/name in a folder `name`, at
    their paths there. A file with another hash than the published one is used as it is, and named:
    a zip may hold one of several members.

    Raises:
        BakeoffError: a file is not in the folder.
    """
    folder = expand_home(folder).resolve()
    for name, source in params["sources"].items():
        if "repository" in source:
            source["folder"] = str(folder / source["repository"].rpartition("/")[2])
            for file in source["files"]:
                _expect(Path(source["folder"], file), name)
        for part in [source, *source.get("beside", [])] if "urls" in source else ():
            path = _expect(folder / part["file"], name)
            part["urls"] = [str(path)]
            try:
                if part["hash"]:
                    expect_hash(path, part["hash"])
            except WrongHash as error:
                logging.warning("%s: it is used, but is not the published file: %s", path, error)
                part["hash"] = None


def _expect(path: Path, source: str) -> Path:
    """Give the path of a file if there is one."""
    if not path.is_file():
        raise BakeoffError(
            f"{path}: expected the file of sources.{source}, got none; put it there, or "
            "leave out the folder to download it"
        )
    return path
