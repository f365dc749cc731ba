"""The vocabulary: line n names row n of every matrix; a round knows some of its words."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.files import write_text
from bakeoff.core.table import Rows
from bakeoff.core.tokens import RESERVED, UNKNOWN

if TYPE_CHECKING:
    from scipy import sparse


def write_vocabulary(path: Path, words: list[str]) -> None:
    """Write one word per line, the two reserved ones first."""
    write_text(path, "".join(f"{word}\n" for word in words))


def load_vocabulary(path: Path) -> list[str]:
    """Read what `write_vocabulary` wrote; only a newline ends a line."""
    return path.read_text(encoding="utf-8").split("\n")[:-1]


def number_tokens(tokens: list[list[str]], words: list[str]) -> list[list[int]]:
    """Give the row of each token of each text; UNKNOWN for a word without a row."""
    row_of = {word: row for row, word in enumerate(words) if row >= UNKNOWN}
    return [[row_of.get(token, UNKNOWN) for token in text] for text in tokens]


def count_rows(ids: list[list[int]], rows: int) -> "sparse.csr_matrix":
    """Count how often each text holds each row: (texts, rows)."""
    from scipy import sparse

    lengths = [len(text) for text in ids]
    flat = np.fromiter((number for text in ids for number in text), np.int64, sum(lengths))
    starts = np.concatenate([[0], np.cumsum(lengths)])
    counts = sparse.csr_matrix((np.ones(len(flat), np.int64), flat, starts), (len(ids), rows))
    counts.sum_duplicates()
    return counts


def known_rows(
    counts: "sparse.csr_matrix",
    texts: Rows,
    *,
    min_count: int,
    max_words: int,
    common: NDArray[np.bool_] | None = None,
) -> NDArray[np.bool_]:
    """Tell which rows a round knows: (rows,).

    These are the words that its texts hold `min_count` times or more, at most `max_words` of them
    (the most frequent, then the first), the reserved rows, and words that are common elsewhere.

    Args:
        counts: (all texts, rows), see `count_rows`.
        texts: numbers of the round's texts.
        min_count: occurrences.
        max_words: without the reserved rows.
        common: (rows,) words among the most frequent of a file of vectors.
    """
    totals = np.asarray(counts[texts].sum(axis=0)).ravel()
    totals[: len(RESERVED)] = 0
    order = np.argsort(-totals, kind="stable")[:max_words]
    known = np.zeros(len(totals), bool) if common is None else common.copy()
    known[order[totals[order] >= min_count]] = True
    known[: len(RESERVED)] = True
    return known
