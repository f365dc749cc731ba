"""How well vectors agree with people about words: similarity of pairs, and analogies.

WordSim-353 (Finkelstein et al., 2002) and SimLex-999 (Hill et al., 2015) are pairs of words whose
similarity people rated. The analogies (Mikolov et al., 2013) are questions such as "Athens is to
Greece as Oslo is to ...". A pair or a question counts only if the matrix has a vector of each of
its words, so matrices of different words cannot be compared by these numbers.

gensim ships the files and has functions for both tasks, but multiplies the whole matrix once per
question: 17 CPU-seconds for 29,000 x 100, where this takes less than one. The tests compare the
answers.
"""

from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.embedding import Embedding

PAIRS = {"wordsim353": "wordsim353.tsv", "simlex999": "simlex999.txt"}
QUESTIONS = "questions-words.txt"
FEWEST = 3  # pairs that have a rank correlation
DECIMALS = 4


def measure_vectors(embedding: Embedding, *, lower: bool) -> dict[str, dict[str, Any]]:
    """Measure the rows of a matrix that come from the published file.

    With `lower`, the words of the matrix are in lower case, and those of the tests are lower-cased.
    A value that is undefined is None.
    """
    rows = np.flatnonzero(embedding.found)
    row_of = {embedding.words[row]: place for place, row in enumerate(rows.tolist())}
    lengths = np.linalg.norm(embedding.matrix[rows], axis=1, keepdims=True)
    lengths[lengths == 0] = 1
    unit = embedding.matrix[rows] / lengths
    measured = {
        name: measure_pairs(row_of, unit, read_lines(file, lower)) for name, file in PAIRS.items()
    }
    return measured | {"analogies": measure_analogies(row_of, unit, read_lines(QUESTIONS, lower))}


def read_lines(file: str, lower: bool) -> list[str]:
    """Read a file of gensim's test data, without importing gensim, which takes 1.5 CPU-seconds."""
    path = Path(str(distribution("gensim").locate_file(f"gensim/test/test_data/{file}")))
    text = path.read_text(encoding="utf-8")
    lines = (text.lower() if lower else text).splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def measure_pairs(
    row_of: dict[str, int], unit: NDArray[np.float32], lines: list[str]
) -> dict[str, Any]:
    """Correlate people's ratings with the cosines of pairs: lines of two words and a rating."""
    from scipy.stats import spearmanr  # takes half a CPU-second

    pairs = [line.split("\t") for line in lines]
    covered = [pair for pair in pairs if row_of.keys() >= {*pair[:2]}]
    ratings = np.array([float(rating) for _, _, rating in covered])
    first, second = (unit[[row_of[pair[n]] for pair in covered]] for n in (0, 1))
    cosines = np.einsum("ij,ij->i", first, second, dtype=np.float64).round(6)  # equal are ties
    defined = len(covered) >= FEWEST and np.ptp(ratings) and np.ptp(cosines)
    rho = round(float(spearmanr(ratings, cosines).statistic), DECIMALS) if defined else None
    return {"spearman": rho, "pairs_covered": len(covered), "pairs": len(pairs)}


def measure_analogies(
    row_of: dict[str, int], unit: NDArray[np.float32], lines: list[str]
) -> dict[str, Any]:
    """Answer questions: lines of four words, in sections that begin with a line `: name`."""
    questions = right = covered = 0
    for section in "\n".join(lines).split(": ")[1:]:
        tasks = [line.split() for line in section.splitlines()[1:]]
        known = [[row_of[word] for word in words] for words in tasks if row_of.keys() >= {*words}]
        questions, covered = questions + len(tasks), covered + len(known)
        right += count_right(unit, np.array(known)) if known else 0
    accuracy = round(right / covered, DECIMALS) if covered else None
    return {"accuracy": accuracy, "covered": covered, "questions": questions}


def count_right(unit: NDArray[np.float32], questions: NDArray[np.int64]) -> int:
    """Count the questions that 3CosAdd (Levy and Goldberg, 2014) answers as expected.

    The answer is the word, other than a, b and c, with the largest cosine to b - a + c; the first
    row among equals. That cosine is a sum, so one product per section serves all its questions.
    `questions` are (n, 4) rows of a, b, c and of the expected word.
    """
    distinct, places = np.unique(questions[:, :3], return_inverse=True)
    cosines, right = unit[distinct] @ unit.T, 0
    for (a, b, c), (*given, expected) in zip(places.reshape(-1, 3), questions, strict=True):
        scores = cosines[b] - cosines[a] + cosines[c]
        scores[given] = -np.inf
        right += int(scores.argmax() == expected)
    return right
