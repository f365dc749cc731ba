"""Copy the encoders that an exported model reads, unless they are programs."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from bakeoff.core.features import Recipe, load_recipes
from bakeoff.core.files import output, size_of
from bakeoff.core.paths import MODEL
from bakeoff.encoders.base.loading import check_folder, encoder_files
from bakeoff.inference.encoders import ENCODERS, find_encoder
from bakeoff.inference.loading import FoundModel

PROGRAM = "a TF-Hub module is a program, which must be trusted on each machine"


@dataclass(frozen=True)
class CopiedEncoder:
    """An encoder in an export.

    Attributes:
        size: bytes in the exported folder.
        why_not: why it was left out; empty if it was copied.
    """

    size: int
    why_not: str = ""


def copy_encoders(chosen: FoundModel, folder: Path, project: Path) -> dict[str, CopiedEncoder]:
    """Copy the encoders that a model or its members read to encoders/<name>.

    Raises:
        BakeoffError: an encoder has changed since the training.
    """
    copied: dict[str, CopiedEncoder] = {}
    for source in chosen.folders:
        for name, recipe in load_recipes(source).items():
            if name not in copied:
                place = find_encoder(name, recipe, source, project)
                copied[name] = copy_encoder(recipe, place, folder / ENCODERS / name)
    return copied


def copy_encoder(recipe: Recipe, source: Path, target: Path) -> CopiedEncoder:
    """Copy the files that make up an encoder.

    Args:
        recipe: of the encoder.
        source: its folder.
        target: the new folder.
    """
    if not source.exists():
        return CopiedEncoder(0, f"{recipe.settings['input']} was not there")
    files = encoder_files(recipe, source)
    if any(path.name == MODEL for path in files):
        return CopiedEncoder(0, PROGRAM)
    check_folder(recipe, source)
    for path in files:
        with output(target / path.relative_to(source)) as copied:
            shutil.copyfile(path, copied)
    return CopiedEncoder(size_of(target))
