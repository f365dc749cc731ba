"""Vectors of words that are first met at prediction, from a published model that knows subwords."""

from collections.abc import Iterator, Sequence
from mmap import ACCESS_READ, mmap
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.errors import BakeoffError
from bakeoff.core.settings import Section
from bakeoff.vectors import fasttext
from bakeoff.vectors.fallbacks import SUBWORDS, choose_vectors, wanted_forms
from bakeoff.vectors.fasttext_header import KIND, MAGIC
from bakeoff.vectors.readers import open_vectors
from bakeoff.vectors.settings import Fallback


class Subwords(Section):
    """The file subwords.json beside a saved model: where new words get their vectors from."""

    source: str  # the path of fastText's .bin
    bytes: int  # its size
    member: str | None = None  # of a zip
    fallbacks: list[Fallback]  # as in training

    def check(self) -> Path:
        """Give the path of the file.

        Raises:
            BakeoffError: it is absent, or of another size than in training.
        """
        path = Path(self.source)
        found = path.stat().st_size if path.is_file() else None
        if found != self.bytes:
            got = "no file" if found is None else f"{found} bytes"
            raise BakeoffError(
                f"{path}: expected the vectors of {self.bytes} bytes that the model was trained "
                f"with, got {got}; restore the file (dvc pull, dvc repro)"
            )
        return path


def vectors_of(
    path: Path,
    words: Sequence[str],
    *,
    fallbacks: Sequence[str] = (SUBWORDS,),
    member: str | None = None,
) -> NDArray[np.float32]:
    """Read or compose the vectors of some words, as `embed` does.

    Of a plain file only the rows that are needed are read; a packed one is inflated once.

    Args:
        path: fastText's .bin.
        words: no word occurs twice.
        fallbacks: other forms of a word that the file lacks, tried in turn.
        member: of a zip of several files.

    Returns:
        (words, dimension); NaN for a word that has no vector.
    """
    wanted = wanted_forms(words, fallbacks)
    opened = open_vectors(path, member=member)
    if opened.layout.kind == KIND and _is_plain(path):
        fasttext.read_wanted(opened.layout, _mapped(path), wanted)
    else:
        opened.read(wanted)
    vectors, _ = choose_vectors(words, fallbacks, wanted)
    found = np.full((len(words), opened.dimension), np.nan, np.float32)
    for row, word in enumerate(words):
        if word in vectors:
            found[row] = vectors[word]
    return found


def _is_plain(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def _mapped(path: Path) -> Iterator[bytes]:
    """Yield a whole file as one block, of which the system reads what is looked at."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as block:
        yield block  # type: ignore[misc]
