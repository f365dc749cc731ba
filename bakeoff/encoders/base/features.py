"""Encode many texts: in memory, or to a file, where a killed run resumes.

The bytes of a text are the same in memory and in a file, whatever the other texts are. For a file,
every batch is written to a shard. When all shards exist, they become one array in the order of the
texts. Memory is needed for one batch, however many texts there are.
"""

import hashlib
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from bakeoff.core.errors import BakeoffError
from bakeoff.core.features import Recipe
from bakeoff.core.files import output, whole_file
from bakeoff.encoders.base.batches import fixed_batches
from bakeoff.encoders.base.interface import Encoder


def encode_texts(encoder: Encoder, recipe: Recipe, texts: list[str]) -> NDArray[np.float32]:
    """Encode texts in batches, and round as the recipe's dtype does.

    Returns:
        (texts, layers, width) float32.
    """
    features = np.zeros((len(texts), recipe.layers, recipe.width), np.float32)
    encoder.prepare(texts)
    batches = list(_batches(encoder, recipe, texts))
    for batch, size in tqdm(batches, desc="encode", unit="batch", delay=3, disable=None):
        features[batch] = _encode(encoder, recipe, [texts[number] for number in batch], size)
    return features


def encode_to_files(
    encoder: Encoder, recipe: Recipe, texts: list[str], folder: Path, name: str
) -> None:
    """Encode texts to <name>.npy: (texts, layers, width).

    Equal texts are encoded once. Shards are kept beside the folder until all are written.
    """
    number_of: dict[str, int] = {}  # of each distinct text
    numbers = np.array([number_of.setdefault(text, len(number_of)) for text in texts], np.int64)
    distinct = list(number_of)
    del number_of
    shards = folder.with_name(f".{folder.name}.{name}.{_fingerprint(recipe, texts)}")
    parts: dict[Path, NDArray[np.int64]] = {}  # the numbers of the texts of each shard
    encoder.prepare(distinct)
    with tqdm(total=len(distinct), desc=name, unit="text", disable=None) as bar:
        for number, (batch, size) in enumerate(_batches(encoder, recipe, distinct)):
            shard = shards / f"{number:06}.npy"
            parts[shard] = batch
            if not shard.is_file():
                features = _encode(encoder, recipe, [distinct[index] for index in batch], size)
                with whole_file(shard) as path:
                    np.save(path, features)
            bar.update(len(batch))
    _join(folder / f"{name}.npy", recipe, numbers, parts)
    for left in folder.parent.glob(f".{folder.name}.{name}.*"):  # those of killed runs as well
        shutil.rmtree(left, ignore_errors=True)


def _batches(
    encoder: Encoder, recipe: Recipe, texts: list[str]
) -> Iterator[tuple[NDArray[np.int64], int]]:
    lengths = np.array([encoder.length(text) for text in texts], np.int64)
    forms = np.array([encoder.form(length) for length in lengths.tolist()], np.int64)
    return fixed_batches(lengths, forms, recipe.settings["batch_tokens"])


def _encode(encoder: Encoder, recipe: Recipe, texts: list[str], size: int) -> NDArray[Any]:
    """Encode a batch, filled up to its size with a text of the same form, in the recipe's dtype.

    Raises:
        BakeoffError: a number is not finite, or does not fit into the dtype.
    """
    dtype, folder = recipe.settings["dtype"], recipe.settings["input"]
    whole = encoder.encode([*texts, *texts[:1] * (size - len(texts))])[: len(texts)]
    with np.errstate(over="ignore"):
        features = whole.astype(dtype)
    if not np.isfinite(features).all():
        fits = "; set dtype: float32" if np.isfinite(whole).all() else "; name another encoder"
        raise BakeoffError(f"{folder}: expected finite {dtype} of every text, got others{fits}")
    return features


def _join(
    path: Path, recipe: Recipe, numbers: NDArray[np.int64], parts: dict[Path, NDArray[np.int64]]
) -> None:
    """Write the rows of all shards to one .npy file, in place, without holding it in memory.

    Args:
        path: of the file.
        recipe: of the encoder.
        numbers: (texts,) the number of each among the distinct texts.
        parts: the numbers of the rows of each shard.
    """
    dtype = np.dtype(recipe.settings["dtype"])
    shape = (len(numbers), recipe.layers, recipe.width)
    header = {"descr": dtype.str, "fortran_order": False, "shape": shape}
    row_bytes = recipe.layers * recipe.width * dtype.itemsize
    places, ends = np.argsort(numbers, kind="stable"), np.cumsum(np.bincount(numbers))
    with output(path), path.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, header)
        begin = file.tell()
        for shard, part in parts.items():
            rows = np.load(shard, allow_pickle=False)
            of_each = [places[ends[number - 1] if number else 0 : ends[number]] for number in part]
            for place, first, end in _runs(of_each):
                file.seek(begin + place * row_bytes)
                file.write(rows[first:end].tobytes())


def _runs(places: list[NDArray[np.int64]]) -> Iterator[tuple[int, int, int]]:
    """Give rows whose places follow each other: the place of the first, its number, and the end."""
    rows = np.repeat(np.arange(len(places)), [len(some) for some in places])
    flat = np.concatenate(places)
    breaks = np.flatnonzero((np.diff(flat) != 1) | (np.diff(rows) != 1)) + 1
    for start, end in pairwise([0, *breaks.tolist(), len(rows)]):
        yield int(flat[start]), int(rows[start]), int(rows[end - 1]) + 1


def _fingerprint(recipe: Recipe, texts: list[str]) -> str:
    """Name what shards belong to: this encoder, these settings, these texts."""
    digest = hashlib.sha256(recipe.model_dump_json().encode())
    for text in texts:
        content = text.encode("utf-8", "surrogatepass")
        digest.update(len(content).to_bytes(8, "little") + content)
    return digest.hexdigest()[:16]
