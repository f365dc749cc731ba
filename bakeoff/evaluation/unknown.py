"""The out-of-vocabulary lens: does a model err more where it knows fewer of the words?"""

import numpy as np
from numpy.typing import NDArray

from bakeoff.evaluation.curves import Line
from bakeoff.evaluation.scores import Labels

EDGES = (0.0, 0.1, 0.25, 0.5, 1.0)
NAMES = ("0 %", "0–10 %", "10–25 %", "25–50 %", "over 50 %")


def unknown_shares(texts: list[list[str]], known: set[str]) -> NDArray[np.float64]:
    """Give the share of each text's tokens that are not known; 0 of a text without tokens."""
    return np.array([sum(t not in known for t in tokens) / max(len(tokens), 1) for tokens in texts])


def unknown_lines(
    model: str, shares: NDArray[np.float64], labels: Labels, chosen: list[Labels]
) -> list[Line]:
    """Give the error rate by share of unknown words, the mean over seeds.

    Args:
        model: its name.
        shares: (n,) of unknown words.
        labels: (n,) numbers of classes.
        chosen: of each seed, (n,) numbers of classes.

    Returns:
        A line for each bin that holds messages: no unknown word; then up to each of EDGES.
    """
    places = np.searchsorted(EDGES, shares)
    wrong = np.mean([its != labels for its in chosen], axis=0)
    return [
        {
            "model": model,
            "unknown_share": name,
            "messages": int((places == place).sum()),
            "error_rate": float(wrong[places == place].mean()),
        }
        for place, name in enumerate(NAMES)
        if (places == place).any()
    ]
