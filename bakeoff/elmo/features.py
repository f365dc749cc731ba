"""What an encoder gives for many texts, as files; a killed run goes on where it was.

Every batch is a file of its own, a shard. When all are there, they become the arrays, message by
message in the order of the texts; memory is needed for one batch, whatever the number of texts.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from bakeoff.elmo.batches import batches_by_length
from bakeoff.elmo.encoders import Encoder, Recipe
from bakeoff.files import atomic_path
from bakeoff.params.encoders import Encode


def encode_to_files(
    encoder: Encoder, recipe: Recipe, texts: list[str], folder: Path, name: str
) -> None:
    """Encode texts and write what the recipe's settings keep of them.

    <name>.npy is (texts, layers, width), the mean over each text's tokens. If every token is kept,
    <name>.tokens.npy is (tokens of all texts, layers, width), <name>.lengths.npy the number of
    tokens of each text. A text that stands there more than once is encoded once.

    Args:
        encoder: what the recipe describes.
        recipe: of the encoder.
        texts: raw.
        folder: where the files are to stand. The shards stand beside it until all are done.
        name: of the files.
    """
    settings = recipe.settings
    places: dict[str, list[int]] = {}  # of each distinct text
    for place, text in enumerate(texts):
        places.setdefault(text, []).append(place)
    distinct = list(places)
    lengths = np.array([encoder.length(text) for text in distinct], np.int64)
    batches = [
        [distinct[at] for at in batch]
        for batch in batches_by_length(lengths, settings.batch_tokens)
    ]
    folder_of_shards = folder.with_name(f".{folder.name}.{name}.{_fingerprint(recipe, texts)}")
    shards = [folder_of_shards / f"{number:06}.npz" for number in range(len(batches))]
    with tqdm(total=len(distinct), desc=name, unit="message", disable=None) as bar:
        for shard, batch in zip(shards, batches, strict=True):
            if shard.is_file():
                encoder.skip(batch)
            else:
                _encode_shard(shard, encoder, batch, settings)
            bar.update(len(batch))
    _write_means(folder / f"{name}.npy", recipe, len(texts), shards, batches, places)
    if settings.keep == "tokens":
        length_of = dict(zip(distinct, lengths.tolist(), strict=True))
        of_each = np.array([length_of[text] for text in texts], np.int64)
        _write_tokens(folder / f"{name}.tokens.npy", recipe, of_each, shards, batches, places)
        with atomic_path(folder / f"{name}.lengths.npy") as temporary:
            np.save(temporary, of_each)
    for left in folder.parent.glob(f".{folder.name}.{name}.*"):  # of killed runs, too
        shutil.rmtree(left, ignore_errors=True)


def _write_means(
    path: Path,
    recipe: Recipe,
    count: int,
    shards: list[Path],
    batches: list[list[str]],
    places: dict[str, list[int]],
) -> None:
    with _array(path, (count, recipe.layers, recipe.width), recipe.settings) as put:
        for shard, batch in zip(shards, batches, strict=True):
            with np.load(shard, allow_pickle=False) as arrays:
                means = arrays["means"]
            for text, row in zip(batch, means, strict=True):
                for place in places[text]:
                    put(place, row)


def _write_tokens(
    path: Path,
    recipe: Recipe,
    lengths: NDArray[np.int64],
    shards: list[Path],
    batches: list[list[str]],
    places: dict[str, list[int]],
) -> None:
    starts = np.cumsum(lengths) - lengths
    shape = (int(lengths.sum()), recipe.layers, recipe.width)
    with _array(path, shape, recipe.settings) as put:
        for shard, batch in zip(shards, batches, strict=True):
            with np.load(shard, allow_pickle=False) as arrays:
                tokens, read = arrays["tokens"], 0
            for text in batch:
                length = int(lengths[places[text][0]])
                for place in places[text]:
                    put(int(starts[place]), tokens[read : read + length])
                read += length


def _encode_shard(path: Path, encoder: Encoder, texts: list[str], settings: Encode) -> None:
    found = encoder.encode(texts, keep_tokens=settings.keep == "tokens")
    tokens = found.means[:0] if found.tokens is None else found.tokens
    with atomic_path(path) as temporary:
        np.savez(
            temporary,
            means=found.means.astype(settings.dtype),
            tokens=tokens.astype(settings.dtype),
        )


def _fingerprint(recipe: Recipe, texts: list[str]) -> str:
    """Name what shards belong to: this encoder, these settings, these texts."""
    digest = hashlib.sha256(recipe.model_dump_json().encode())
    for text in texts:
        content = text.encode("utf-8", "surrogatepass")
        digest.update(len(content).to_bytes(8, "little") + content)
    return digest.hexdigest()[:16]


@contextmanager
def _array(
    path: Path, shape: tuple[int, ...], settings: Encode
) -> Iterator[Callable[[int, NDArray[Any]], None]]:
    """Write a .npy file in pieces, in any order, without holding it in memory.

    Yields:
        A function that puts rows one after the other, from a place on.
    """
    dtype = np.dtype(settings.dtype)
    header = {"descr": dtype.str, "fortran_order": False, "shape": shape}
    row_bytes = int(np.prod(shape[1:])) * dtype.itemsize
    with atomic_path(path) as temporary, temporary.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, header)
        begin = file.tell()
        file.truncate(begin + shape[0] * row_bytes)

        def put(place: int, rows: NDArray[Any]) -> None:
            file.seek(begin + place * row_bytes)
            file.write(rows.tobytes())

        yield put
