"""The words whose vectors are nearest to that of a word, in a matrix of the project."""

import difflib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bakeoff.core import paths
from bakeoff.core.embedding import load_embedding
from bakeoff.core.errors import BakeoffError
from bakeoff.core.names import did_you_mean
from bakeoff.core.parameters import read_yaml
from bakeoff.core.tokens import RESERVED
from bakeoff.vectors.neighbours import find_nearest

CLOSE = 5  # spellings that are offered


@dataclass(frozen=True)
class Neighbours:
    """The words nearest to one.

    Attributes:
        path: of the matrix.
        word: as it is in the matrix.
        nearest: (cosine, word), the nearest first.
    """

    path: Path
    word: str
    nearest: list[tuple[float, str]]


def find_neighbours(
    word: str, vectors: str | None = None, count: int = 10, project: Path = Path()
) -> Neighbours:
    """Find the words nearest to a word.

    Args:
        word: in any case, if the matrix has it in lower case alone.
        vectors: an entry of `embed` or `mix`, a folder with embedding.npz such as models/keras, or
            an .npz file; None: the first entry of `embed` in params.yaml that has a matrix, else
            the first model there that has one.
        count: how many.
        project: the folder of the project.

    Raises:
        BakeoffError: no such matrix or word; the message names close ones.
    """
    path = find_matrix(vectors, project)
    embedding = load_embedding(path)
    # rows without a vector of the published file were drawn; a learned matrix has no other rows
    real = embedding.found if embedding.found.any() else np.ones(len(embedding.words), bool)
    rows = [row for row in np.flatnonzero(real).tolist() if row >= len(RESERVED)]
    row_of = {embedding.words[row]: row for row in rows}
    exact = unicodedata.normalize("NFC", word)
    known = exact if exact in row_of else exact.lower()
    if known not in row_of:
        raise BakeoffError(_no_word(word, [*row_of], path))
    names = [name.encode() for name in row_of]
    nearest = find_nearest(
        [(names, embedding.matrix[rows])], embedding.matrix[row_of[known]], count + 1
    )
    return Neighbours(path, known, [pair for pair in nearest if pair[1] != known][:count])


def find_matrix(vectors: str | None, project: Path) -> Path:
    """Find the file of a matrix by the name of its entry, by its folder, or by its own path."""
    if vectors is None:
        return _find_default(project)
    places = [project / paths.EMBEDDINGS / f"{vectors}.npz", project / paths.MIXES / vectors]
    places += [project / vectors, Path(vectors)]
    for place in map(paths.matrix_path, places):
        if place.is_file():
            return place
    names = [path.stem for path in sorted((project / paths.EMBEDDINGS).glob("*.npz"))]
    learned = sorted((project / paths.MODELS).glob(f"*/{paths.MATRIX}"))
    names += [path.parent.relative_to(project).as_posix() for path in learned]
    listed = ", ".join(names) or "none; `make repro` makes them"
    raise BakeoffError(
        f"no vectors {vectors!r:.60}; there are {listed}{did_you_mean(vectors, names)}"
    )


def _find_default(project: Path) -> Path:
    """Find the first matrix in the order of params.yaml: those of `embed`, then those of models."""
    params = read_yaml(project / paths.PARAMS)
    embedded = [f"{paths.EMBEDDINGS}/{name}.npz" for name in params.get("embed") or {}]
    learned = [f"{paths.MODELS}/{name}/{paths.MATRIX}" for name in params.get("models") or {}]
    for place in [*embedded, *learned]:
        if (project / place).is_file():
            return project / place
    raise BakeoffError("expected a matrix of vectors, found none; `make repro` makes them")


def _no_word(word: str, words: list[str], path: Path) -> str:
    close = difflib.get_close_matches(word.lower(), words, CLOSE)
    offered = ", ".join(map(repr, close)) if close else "no close spelling"
    return f"{path}: no vector of {word!r:.60}; it has {offered}; name another word"
