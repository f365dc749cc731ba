"""DVC's record of the run that gave the results of a commit or of the workspace."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from pydantic import BaseModel, Field

from bakeoff.core.errors import BakeoffError
from bakeoff.core.parameters import read_yaml
from bakeoff.core.paths import LOCK
from bakeoff.runs.places import Place
from bakeoff.runs.results import read_as


class Output(BaseModel):
    """What a stage has written; `md5` names it in DVC's cache."""

    path: str
    md5: Annotated[str, Field(pattern=r"^[0-9a-f]{32}(\.dir)?$")]


class Stage(BaseModel):
    """What a stage has run with and written."""

    params: dict[str, dict[str, Any]] = {}  # by file and key
    outs: list[Output] = []


class Lock(BaseModel):
    """A part of dvc.lock, DVC's record of the last run; it keeps stages that no longer exist."""

    stages: dict[str, Stage]

    def find(self, stage: str, path: Path) -> str | None:
        """Give the hash of an output of a stage; None: the stage did not write it."""
        outs = self.stages[stage].outs if stage in self.stages else []
        return next((out.md5 for out in outs if out.path == path.as_posix()), None)


def read_lock(place: Place) -> Lock:
    """Read the record of the run that gave the results of a place.

    Raises:
        BakeoffError: it has none that can be read.
    """
    return read_as(Lock, read_mapping(place, LOCK), f"{place.title}: {LOCK}:")


def read_mapping(place: Place, path: Path) -> dict[str, Any]:
    """Read a YAML file of a place, such as params.yaml.

    Raises:
        BakeoffError: it has none that can be read.
    """
    content = place.read(path)
    with TemporaryDirectory() as folder:
        copy = Path(folder) / path
        copy.write_bytes(content)
        try:
            return read_yaml(copy)
        except BakeoffError as error:
            text = str(error).replace(str(copy), str(path))
            raise BakeoffError(f"{place.title}: {text}") from None
