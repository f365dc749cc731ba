"""A model as files that `bakeoff.load` reads, without the project around them."""

import shutil
from pathlib import Path
from typing import Any

from bakeoff.core.files import read_json
from bakeoff.core.paths import MATRIX
from bakeoff.inference.loading import DESCRIPTION, FoundModel


def copy_model(chosen: FoundModel, folder: Path) -> None:
    """Copy the files of a model, each member of an ensemble to a folder of its own."""
    for source in chosen.folders:
        target = folder / source.name if chosen.is_ensemble else folder
        target.mkdir(exist_ok=True)
        for path in sorted(source.iterdir()):
            if path.name != MATRIX and (chosen.is_ensemble or path.name != DESCRIPTION):
                shutil.copyfile(path, target / path.name)


def describe_model(chosen: FoundModel) -> dict[str, Any]:
    """Give what model.json says of the model as a whole."""
    common = {"name": chosen.name, "classes": chosen.classes, "threshold": chosen.threshold}
    if chosen.is_ensemble:
        return {**common, "kind": "ensemble", "members": [path.name for path in chosen.folders]}
    return {**read_json(chosen.folders[0] / DESCRIPTION), **common}
