"""An embedding: words and their matrix; how it is saved, loaded and joined with another."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.files import output
from bakeoff.core.tokens import UNKNOWN


@dataclass(frozen=True)
class Embedding:
    """A vector for each line of the vocabulary, and for extra words of the published file."""

    words: list[str]  # the vocabulary, then the extra words; row 0 is padding, row 1 unknown
    matrix: NDArray[np.float32]  # (rows, dimension); the row of padding is zero
    found: NDArray[np.bool_]  # (rows,) whether the row is a vector of the published file


def join(first: Embedding, second: Embedding) -> Embedding:
    """Join two matrices column-wise; a word that one of them lacks gets its row of unknown.

    The words of the first keep their order; extra words of the second come last.
    """
    known = set(first.words)
    words = [*first.words, *(word for word in second.words if word not in known)]
    parts = []
    for part in (first, second):
        row_of = {word: row for row, word in enumerate(part.words)}
        parts.append(np.array([row_of.get(word, UNKNOWN) for word in words]))
    left, right = parts
    return Embedding(
        words,
        np.concatenate([first.matrix[left], second.matrix[right]], axis=1),
        first.found[left] | second.found[right],
    )


def save_embedding(path: Path, embedding: Embedding) -> None:
    """Write an embedding as .npz: words (UTF-8, one per line), matrix, found; no pickle."""
    words = np.frombuffer("".join(f"{word}\n" for word in embedding.words).encode(), np.uint8)
    with output(path):
        np.savez(path, words=words, matrix=embedding.matrix, found=embedding.found)


def load_embedding(path: Path) -> Embedding:
    """Read what `save_embedding` wrote."""
    with np.load(path, allow_pickle=False) as arrays:
        words = arrays["words"].tobytes().decode().split("\n")[:-1]
        return Embedding(words, arrays["matrix"], arrays["found"])
