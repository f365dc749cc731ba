"""Measure how much of the training texts the vectors of a file cover, and by which rule."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

MOST_FREQUENT = 20
FEWEST = 3  # occurrences of a word that is listed: Git tracks the list, and rare words are telling


def measure_coverage(
    rule_of: dict[str, str],
    by_class: dict[str, Counter[str]],
    *,
    rules: Sequence[str],
    dimension: int,
) -> dict[str, Any]:
    """Count words (types) and their occurrences (tokens) that have a vector.

    `rule_of` names the rule that found each word with a vector; `rules` are all that were tried.
    """
    counts = sum(by_class.values(), Counter[str]())
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
        "tokens_share": round(_share(counts, rule_of), 6),
        "by_class": {name: round(_share(counts, rule_of), 6) for name, counts in by_class.items()},
        "by_rule": {rule: {"types": types_by[rule], "tokens": tokens_by[rule]} for rule in rules},
        "most_frequent_without": {
            word: count for word, count in without[:MOST_FREQUENT] if count >= FEWEST
        },
    }


def _share(counts: Counter[str], covered: dict[str, str]) -> float:
    """Give the share of occurrences that are covered; 1 if there are none."""
    missing = sum(count for word, count in counts.items() if word not in covered)
    return 1 - missing / max(counts.total(), 1)
