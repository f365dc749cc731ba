"""How well vectors agree with people about words: similarity of pairs, and analogies.

WordSim-353 (Finkelstein et al., 2002) and SimLex-999 (Hill et al., 2015) are pairs of words that
people gave marks; the analogies (Mikolov et al., 2013) are questions such as "Athens is to Greece
as Oslo is to ...". Only what a matrix covers counts, so that matrices of other words are not
compared by it.
"""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.errors import BakeoffError
from bakeoff.vectors.embedding import Embedding

Pairs = list[tuple[str, str, float]]
Questions = list[list[str]]
FEWEST = 3  # pairs that a rank correlation is computed of
BLOCK = 64  # questions whose cosines to all words are held at a time
DECIMALS = 4


def shipped(name: str) -> Path:
    """Find a file of gensim's test data; gensim itself, 1.5 CPU-seconds, is not imported.

    Raises:
        BakeoffError: gensim came without it.
    """
    spec = find_spec("gensim")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder, "test", "test_data", name)
        if path.is_file():
            return path
    raise BakeoffError(
        f"{name}: expected it in gensim's test data, got none; install the locked gensim"
    )


def read_pairs(path: Path, *, lower: bool) -> Pairs:
    """Read two words and a mark from each line, with tabs between; `#` begins a comment.

    Args:
        path: of the file.
        lower: whether to fold the case of the words, as that of the matrix is.
    """
    lines = [line for line in _lines(path, lower) if not line.startswith("#")]
    cells = (line.split("\t") for line in lines)
    return [(first, second, float(mark)) for first, second, mark in cells]


def read_questions(path: Path, *, lower: bool) -> dict[str, Questions]:
    """Read questions of four words, `a` is to `b` as `c` is to `d`, below their sections' names.

    Args:
        path: of the file.
        lower: whether to fold the case of the words, as that of the matrix is.
    """
    sections: dict[str, Questions] = {}
    questions: Questions = []
    for line in _lines(path, lower):
        if line.startswith(":"):
            questions = sections.setdefault(line.removeprefix(":").strip(), [])
        else:
            questions.append(line.split())
    return sections


def _lines(path: Path, lower: bool) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return [line for line in (text.lower() if lower else text).split("\n") if line.strip()]


@dataclass(frozen=True)
class Directions:
    """The words of a matrix that have a vector.

    Attributes:
        row_of: each word's row.
        unit: (words, dimension) float32, of length 1; a vector of zeros stays one.
    """

    row_of: dict[str, int]
    unit: NDArray[np.float32]


def to_directions(embedding: Embedding) -> Directions:
    """Take the rows that the published file holds, scaled to length 1."""
    rows = np.flatnonzero(embedding.found)
    vectors = embedding.matrix[rows].astype(np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    row_of = {embedding.words[row]: place for place, row in enumerate(rows.tolist())}
    return Directions(row_of, vectors / lengths)


def measure_pairs(directions: Directions, pairs: Pairs) -> dict[str, Any]:
    """Correlate people's marks with the cosines of the pairs that are covered.

    Returns:
        Spearman's rho, None where it is not defined; the pairs covered, and all.
    """
    row_of = directions.row_of
    covered = [pair for pair in pairs if pair[0] in row_of and pair[1] in row_of]
    first = directions.unit[[row_of[word] for word, _, _ in covered]]
    second = directions.unit[[row_of[word] for _, word, _ in covered]]
    cosines = np.einsum("ij,ij->i", first, second, dtype=np.float64)
    marks = np.array([mark for _, _, mark in covered])
    rho = spearman(marks, np.round(cosines, 6))  # what differs by rounding errors alone is equal
    return {"spearman": rho, "pairs_covered": len(covered), "pairs": len(pairs)}


def spearman(first: NDArray[np.float64], second: NDArray[np.float64]) -> float | None:
    """Compute the rank correlation of two columns (n,); None of less than 3, or of all the same."""
    if len(first) < FEWEST or not np.ptp(first) or not np.ptp(second):
        return None
    return round(float(np.corrcoef(_rank(first), _rank(second))[0, 1]), DECIMALS)


def _rank(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Number values by size; equal ones have the mean of their numbers."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    ranks: NDArray[np.float64] = (np.cumsum(count) - (count - 1) / 2)[place]
    return ranks


def measure_analogies(directions: Directions, sections: dict[str, Questions]) -> dict[str, Any]:
    """Answer the questions all four words of which are covered.

    Returns:
        The share of right answers, None where no question is covered; those covered, and all.
    """
    row_of = directions.row_of
    right = covered = 0
    for questions in sections.values():
        known = [[row_of[word] for word in q] for q in questions if row_of.keys() >= set(q)]
        covered += len(known)
        if known:
            right += count_right(directions.unit, np.array(known))
    return {
        "accuracy": round(right / covered, DECIMALS) if covered else None,
        "covered": covered,
        "questions": sum(map(len, sections.values())),
    }


def count_right(unit: NDArray[np.float32], questions: NDArray[np.int64]) -> int:
    """Count the questions that 3CosAdd (Levy and Goldberg, 2014) answers as expected.

    The answer is the word with the largest cosine to b - a + c, but for a, b and c themselves; the
    first of the matrix among equals. Because that cosine is a sum, one product of the section's
    distinct words with all words is enough for all of its questions.

    Args:
        unit: (words, dimension) float32, of length 1.
        questions: (n, 4) rows of a, b, c and of the expected word.
    """
    distinct, place = np.unique(questions[:, :3], return_inverse=True)
    cosines, right = unit[distinct] @ unit.T, 0
    place = place.reshape(-1, 3)
    for start in range(0, len(questions), BLOCK):
        a, b, c = place[start : start + BLOCK].T
        given, expected = np.split(questions[start : start + BLOCK], [3], axis=1)
        scores = cosines[b] - cosines[a] + cosines[c]
        np.put_along_axis(scores, given, -np.inf, axis=1)
        answers = scores.argmax(axis=1, keepdims=True)
        asked = (given != expected).all(axis=1, keepdims=True)  # a given word is no answer
        right += int(((answers == expected) & asked).sum())
    return right
