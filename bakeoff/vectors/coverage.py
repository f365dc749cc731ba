"""How much of the training text the vectors of a file cover."""

from collections import Counter
from typing import Any

from bakeoff.vectors.matrix import Embedding

MOST_FREQUENT = 20


def measure_coverage(embedding: Embedding, counts: Counter[str]) -> dict[str, Any]:
    """Count words (types) and their occurrences (tokens) that have a vector.

    Args:
        embedding: the matrix and which of its rows were found.
        counts: occurrences of every word of the training split.
    """
    with_vector = {
        word for word, found in zip(embedding.words, embedding.found, strict=True) if found
    }
    without = [(word, count) for word, count in counts.most_common() if word not in with_vector]
    tokens = counts.total()
    return {
        "dimension": embedding.matrix.shape[1],
        "types": len(counts),
        "types_covered": len(counts) - len(without),
        "types_share": round(1 - len(without) / max(len(counts), 1), 6),
        "tokens": tokens,
        "tokens_share": round(1 - sum(count for _, count in without) / max(tokens, 1), 6),
        "most_frequent_without": dict(without[:MOST_FREQUENT]),
    }
