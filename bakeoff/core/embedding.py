"""An embedding: words and their matrix; how it is drawn, saved, loaded and joined with another."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.files import output
from bakeoff.core.tokens import UNKNOWN


@dataclass(frozen=True)
class Embedding:
    """A vector for each line of the vocabulary, and for common words of the published file."""

    words: list[str]  # the vocabulary, then other common words; row 0 is padding, row 1 unknown
    matrix: NDArray[np.float32]  # (rows, dimension); the row of padding is zero
    found: NDArray[np.bool_]  # (rows,) whether the row is a vector of the published file
    common: NDArray[np.bool_]  # (rows,) whether the word is among the first of the published file
    # how words that are first met at prediction get vectors too, as JSON; "" if they do not
    subwords: str = ""

    @property
    def shared(self) -> NDArray[np.bool_]:
        """Tell which rows every round knows, whatever its texts: those that prediction has too."""
        return self.found if self.subwords else self.common


def join(first: Embedding, second: Embedding) -> Embedding:
    """Join two matrices column-wise; a word that one of them lacks gets its row of unknown.

    The words of the first keep their order; extra words of the second come last. New words get no
    vectors: both files would have to be there at prediction.
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
        first.common[left] | second.common[right],
    )


def draw_by_word(words: Sequence[str], dimension: int, seed: int) -> NDArray[np.float64]:
    """Draw numbers above 0 and below 1 that depend on the word, the column and the seed alone.

    So a word starts from the same vector whatever the other words are. The numbers are those of
    SplitMix64 (Steele, Lea and Flood 2014, OOPSLA), started from a hash of the word.

    Returns:
        (words, dimension).
    """
    hashes = b"".join(blake2b(word.encode(), digest_size=8).digest() for word in words)
    columns = np.arange(1, dimension + 1, dtype=np.uint64) + np.uint64(seed) * np.uint64(2**32)
    state = np.frombuffer(hashes, "<u8")[:, None] + columns * np.uint64(0x9E3779B97F4A7C15)
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    state ^= state >> np.uint64(31)
    return np.asarray(((state >> np.uint64(11)).astype(np.float64) + 0.5) / 2**53)


def save_embedding(path: Path, embedding: Embedding) -> None:
    """Write an embedding as .npz: words (UTF-8, one per line) and three arrays; no pickle."""
    words = np.frombuffer("".join(f"{word}\n" for word in embedding.words).encode(), np.uint8)
    arrays = {**vars(embedding), "words": words}
    if not embedding.subwords:
        del arrays["subwords"]
    with output(path):
        np.savez(path, **arrays)


def load_embedding(path: Path) -> Embedding:
    """Read what `save_embedding` wrote."""
    with np.load(path, allow_pickle=False) as arrays:
        words = arrays["words"].tobytes().decode().split("\n")[:-1]
        subwords = str(arrays["subwords"]) if "subwords" in arrays else ""
        return Embedding(words, arrays["matrix"], arrays["found"], arrays["common"], subwords)
