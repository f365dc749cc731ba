"""What an encoder gives for many texts, as files; a killed run goes on where it was.

Every batch is a file of its own, a shard. When all are there, they become the arrays, message by
message in the order of the texts; memory is needed for one batch, whatever the number of texts.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
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
    settings, shape = recipe.settings, (recipe.layers, recipe.width)
    copies: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        copies.setdefault(text, []).append(place)
    distinct = list(copies)
    lengths = np.array([encoder.length(text) for text in distinct], np.int64)
    batches = list(batches_by_length(lengths, settings.batch_tokens))
    shards = folder.with_name(f".{folder.name}.{name}.{_fingerprint(recipe, texts)}")
    with tqdm(total=len(distinct), desc=name, unit="message", disable=None) as bar:
        for number, batch in enumerate(batches):
            shard = shards / f"{number:06}.npz"
            if not shard.is_file():
                _encode_shard(shard, encoder, [distinct[at] for at in batch], settings)
            bar.update(len(batch))
    length_of = np.zeros(len(texts), np.int64)
    for places, length in zip(copies.values(), lengths, strict=True):
        length_of[places] = length
    ends = np.cumsum(length_of)
    with ExitStack() as files:
        means = files.enter_context(_array(folder / f"{name}.npy", (len(texts), *shape), settings))
        tokens = None
        if settings.keep == "tokens":
            path = folder / f"{name}.tokens.npy"
            tokens = files.enter_context(_array(path, (int(length_of.sum()), *shape), settings))
        for number, batch in enumerate(batches):
            with np.load(shards / f"{number:06}.npz", allow_pickle=False) as arrays:
                its_means, its_tokens, start = arrays["means"], arrays["tokens"], 0
            for row, at in enumerate(batch):
                for place in copies[distinct[at]]:
                    means(place, its_means[row])
                    if tokens:
                        first = ends[place] - lengths[at]
                        tokens(int(first), its_tokens[start : start + lengths[at]])
                start += lengths[at]
    if settings.keep == "tokens":
        with atomic_path(folder / f"{name}.lengths.npy") as temporary:
            np.save(temporary, length_of)
    shutil.rmtree(shards, ignore_errors=True)


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
