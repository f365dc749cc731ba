"""Out-of-vocabulary words: does a model err more where it knows fewer of the words?"""

import numpy as np
from numpy.typing import NDArray

from bakeoff.core.embedding import Embedding
from bakeoff.evaluation.formats import UNKNOWN_SHARES, Line
from bakeoff.evaluation.scoring.scores import Labels

Shares = NDArray[np.float64]  # (n,) of a text's words
EDGES = (0.0, 0.1, 0.25, 0.5, 1.0)  # of UNKNOWN_SHARES


def known_words(embedding: Embedding) -> set[str]:
    """Name the words that have a vector of their own."""
    return {word for word, found in zip(embedding.words, embedding.found, strict=True) if found}


def unknown_shares(texts: list[list[str]], known: set[str]) -> Shares:
    """Give the share of unknown tokens in each text; 0 for a text without tokens."""
    return np.array([sum(t not in known for t in tokens) / max(len(tokens), 1) for tokens in texts])


def unknown_lines(model: str, shares: Shares, labels: Labels, chosen: Labels) -> list[Line]:
    """Give the error rate by share of unknown words, the mean over the repeats of `chosen`.

    There is a line for each bin that holds texts: no unknown word, then up to each of EDGES.
    """
    places = np.searchsorted(EDGES, shares)
    wrong = np.mean(chosen != labels, axis=0)
    return [
        {
            "model": model,
            "unknown_share": name,
            "texts": int((places == place).sum()),
            "error_rate": float(wrong[places == place].mean()),
        }
        for place, name in enumerate(UNKNOWN_SHARES)
        if (places == place).any()
    ]
