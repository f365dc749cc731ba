"""What an encoder gives for many texts, as files; a killed run goes on where it was.

Every batch is a file of its own, a shard. When all are there, they become the arrays, message by
message in the order of the texts; memory is needed for one batch, whatever the number of texts.
"""

import hashlib
import logging
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


def encode_to_files(
    encoder: Encoder, recipe: Recipe, texts: list[str], folder: Path, name: str
) -> None:
    """Encode texts and write what the recipe's settings keep of them.

    <name>.npy is (texts, layers, width), the mean over each text's tokens. If every token is kept,
    <name>.tokens.npy is (tokens of all texts, layers, width), <name>.lengths.npy the number of
    tokens of each text.

    Args:
        encoder: what the recipe describes.
        recipe: of the encoder.
        texts: raw.
        folder: where the files are to stand. The shards stand beside it until all are done.
        name: of the files.
    """
    settings = recipe.settings
    lengths = np.array([encoder.length(text) for text in texts], np.int64)
    batches = list(batches_by_length(lengths, settings.batch_tokens))
    shards = folder.with_name(f".{folder.name}.{name}.{_fingerprint(recipe, texts)}")
    keep_tokens = settings.keep == "tokens"
    with tqdm(total=len(texts), desc=name, unit="message", disable=None) as bar:
        for number, batch in enumerate(batches):
            shard = shards / f"{number:06}.npz"
            if not shard.is_file():
                found = encoder.encode([texts[at] for at in batch], keep_tokens=keep_tokens)
                tokens = found.means[:0] if found.tokens is None else found.tokens
                with atomic_path(shard) as temporary:
                    np.savez(
                        temporary,
                        means=found.means.astype(settings.dtype),
                        tokens=tokens.astype(settings.dtype),
                    )
            bar.update(len(batch))
        logging.info("%s: %.0f messages/s", name, bar.format_dict["rate"] or 0)
    shape = (recipe.layers, recipe.width)
    with ExitStack() as files:
        put_means = files.enter_context(
            _array(folder / f"{name}.npy", (len(texts), *shape), settings.dtype)
        )
        if keep_tokens:
            total = (int(lengths.sum()), *shape)
            put_tokens = files.enter_context(
                _array(folder / f"{name}.tokens.npy", total, settings.dtype)
            )
            starts = np.cumsum(lengths) - lengths
        for number, batch in enumerate(batches):
            with np.load(shards / f"{number:06}.npz", allow_pickle=False) as arrays:
                put_means(batch, np.ones(len(batch), np.int64), arrays["means"])
                if keep_tokens:
                    put_tokens(starts[batch], lengths[batch], arrays["tokens"])
    if keep_tokens:
        with atomic_path(folder / f"{name}.lengths.npy") as temporary:
            np.save(temporary, lengths)
    shutil.rmtree(shards, ignore_errors=True)


def _fingerprint(recipe: Recipe, texts: list[str]) -> str:
    """Name what shards belong to: this encoder, these settings, these texts."""
    digest = hashlib.sha256(recipe.model_dump_json().encode())
    for text in texts:
        content = text.encode("utf-8", "surrogatepass")
        digest.update(len(content).to_bytes(8, "little") + content)
    return digest.hexdigest()[:16]


@contextmanager
def _array(
    path: Path, shape: tuple[int, ...], dtype: str
) -> Iterator[Callable[[NDArray[np.int64], NDArray[np.int64], NDArray[Any]], None]]:
    """Write a .npy file in pieces, in any order, without holding it in memory.

    Yields:
        A function that takes places, how many rows go to each, and the rows one after the other.
    """
    header = {"descr": np.dtype(dtype).str, "fortran_order": False, "shape": shape}
    row_bytes = int(np.prod(shape[1:])) * np.dtype(dtype).itemsize
    with atomic_path(path) as temporary, temporary.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, header)
        begin = file.tell()
        file.truncate(begin + shape[0] * row_bytes)

        def put(places: NDArray[np.int64], counts: NDArray[np.int64], rows: NDArray[Any]) -> None:
            ends = np.cumsum(counts)
            for place, start, end in zip(places, ends - counts, ends, strict=True):
                file.seek(begin + int(place) * row_bytes)
                file.write(rows[start:end].tobytes())

        yield put
