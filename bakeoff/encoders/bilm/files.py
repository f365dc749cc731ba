"""Find and open the two files of a biLM, options.json and weights.hdf5, without TensorFlow."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bakeoff.core.errors import BakeoffError
from bakeoff.core.paths import MODULE
from bakeoff.encoders.base.published import expect_content
from bakeoff.encoders.bilm.hdf5 import open_tensors
from bakeoff.encoders.bilm.options import Options, read_options

# endings of the names of the two files; NLPL calls its weights model.hdf5
OPTIONS, WEIGHTS = ("options.json",), ("weights.hdf5", "model.hdf5")


def list_files(folder: Path) -> list[Path]:
    """List the files of options and of weights in a folder; their names may have a prefix."""
    return [*_find(folder, OPTIONS), *_find(folder, WEIGHTS)]


@contextmanager
def open_bilm(folder: Path) -> Iterator[tuple[Options, dict[str, Any]]]:
    """Open a biLM: its options, and its tensors, checked against the options but not read yet.

    Raises:
        BakeoffError: a file is missing, damaged or one of several, or the two do not fit.
    """
    options, weights = (_only(folder, endings) for endings in (OPTIONS, WEIGHTS))
    expect_content(weights, "the weights of a biLM")
    read = read_options(options)
    with open_tensors(weights, read.tensors()) as datasets:
        yield read, datasets


def _only(folder: Path, endings: tuple[str, ...]) -> Path:
    found = _find(folder, endings)
    if len(found) != 1:
        names = " or ".join(f"*{ending}" for ending in endings)
        raise BakeoffError(
            f"{folder}: expected one file {names}, got {[path.name for path in found]!s:.200}; "
            "a biLM is options.json and weights.hdf5"
        )
    return found[0]


def _find(folder: Path, endings: tuple[str, ...]) -> list[Path]:
    """Find files in a folder, or else in its folder `module`, where `download` unpacks archives."""
    for place in (folder, folder / MODULE):
        paths = (path for path in place.glob("*.*") if path.name.endswith(endings))
        if found := sorted(path for path in paths if path.is_file()):
            return found
    return []
