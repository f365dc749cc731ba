"""How much of the training text the vectors of a file cover, and by which rule."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

MOST_FREQUENT = 20


def measure_coverage(
    rule_of: dict[str, str], counts: Counter[str], *, rules: Sequence[str], dimension: int
) -> dict[str, Any]:
    """Count words (types) and their occurrences (tokens) that have a vector.

    Args:
        rule_of: of each word with a vector, the rule that found it.
        counts: occurrences of every word of the training split.
        rules: all that were tried.
        dimension: of the vectors.
    """
    without = [(word, count) for word, count in counts.most_common() if word not in rule_of]
    tokens = counts.total()
    types_by = Counter(rule_of[word] for word in counts if word in rule_of)
    tokens_by: Counter[str] = Counter()
    for word, rule in rule_of.items():
        tokens_by[rule] += counts[word]
    return {
        "dimension": dimension,
        "types": len(counts),
        "types_covered": len(counts) - len(without),
        "types_share": round(1 - len(without) / max(len(counts), 1), 6),
        "tokens": tokens,
        "tokens_share": round(1 - sum(count for _, count in without) / max(tokens, 1), 6),
        "by_rule": {rule: {"types": types_by[rule], "tokens": tokens_by[rule]} for rule in rules},
        "most_frequent_without": dict(without[:MOST_FREQUENT]),
    }
