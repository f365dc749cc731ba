"""Read the tensors of an hdf5 file from a stranger: plain numbers, stored in the file itself.

An hdf5 file can also name other files of the machine, whose bytes would become weights, and declare
sizes for which it stores nothing. Both are refused before a number is read.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError

DEFLATED = 1032  # bytes that one byte can stand for
MOST_CHUNK = 1 << 20  # numbers that are read at once, if the tensor is smaller
# what h5py raises for damaged files
DAMAGED = (OSError, RuntimeError, ValueError, TypeError, KeyError, AttributeError, OverflowError)


@contextmanager
def open_tensors(path: Path, shapes: dict[str, tuple[int, ...]]) -> Iterator[dict[str, Any]]:
    """Open the datasets of some names and shapes, checked but not read, in the order of `shapes`.

    Raises:
        BakeoffError: the file is damaged; a dataset is missing, has another shape, holds no
            floating-point numbers, or stores them elsewhere.
    """
    try:
        with h5py.File(path, "r") as file:
            datasets = {name: _find(file["/"], name, shapes[name], path) for name in shapes}
            size = sum(dataset.dtype.itemsize * dataset.size for dataset in datasets.values())
            if size > DEFLATED * path.stat().st_size:
                raise BakeoffError(
                    f"{path}: expected weights of {size} bytes, as it declares, got a file of "
                    f"{path.stat().st_size} bytes; download it again"
                )
            yield datasets
    except DAMAGED as error:
        raise BakeoffError(
            f"{path}: expected an hdf5 file, got one that cannot be read "
            f"({' '.join(str(error).split())[:120]}); download it again"
        ) from None


def read_tensor(dataset: Any) -> NDArray[np.float32]:
    """Read a dataset.

    Raises:
        BakeoffError: a number is NaN or infinite.
    """
    values = np.asarray(dataset, np.float32)
    bad = values.size - np.isfinite(values).sum()
    if bad:
        raise BakeoffError(
            f"{dataset.file.filename}: {dataset.name[1:]}: expected finite numbers, got NaN or "
            f"infinity in {bad} of {values.size}; download it again, or use other weights"
        )
    return values


def _find(group: Any, name: str, shape: tuple[int, ...], path: Path) -> Any:
    """Find a dataset through hard links alone: others may lead to another file."""
    item, *parts = group, *name.split("/")
    for part in parts:
        key = part.encode()
        if not isinstance(item, h5py.Group) or not item.id.links.exists(key):
            break
        if item.id.links.get_info(key).type != h5py.h5l.TYPE_HARD:
            raise _refusal(path, name, "a link to another place")
        item = item[part]
    else:
        if isinstance(item, h5py.Dataset):
            return _check(item, name, shape, path)
    raise BakeoffError(
        f"{path}: expected a tensor {name} of shape {shape}, as the options say, got none; take "
        "options.json and weights.hdf5 of one model"
    )


def _check(dataset: Any, name: str, shape: tuple[int, ...], path: Path) -> Any:
    """Refuse a dataset that is stored elsewhere, has another shape, or holds no numbers."""
    if dataset.is_virtual or dataset.external:
        raise _refusal(path, name, "the content of another file")
    if dataset.shape != shape:
        raise BakeoffError(
            f"{path}: {name}: expected shape {shape}, as the options say, got {dataset.shape}; "
            "take options.json and weights.hdf5 of one model"
        )
    if dataset.dtype.kind != "f":
        raise _refusal(path, name, f"{dataset.dtype!s:.60}")
    if math.prod(dataset.chunks or ()) > max(dataset.size, MOST_CHUNK):
        raise _refusal(path, name, f"chunks of {dataset.chunks}")
    return dataset


def _refusal(path: Path, name: str, found: str) -> BakeoffError:
    return BakeoffError(
        f"{path}: {name}: expected floating-point numbers that the file itself stores, got "
        f"{found}; use weights from their publisher"
    )
