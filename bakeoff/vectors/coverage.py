"""Measure how much of the training texts the vectors of a file cover, and by which rule."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bakeoff.core.embedding import Embedding
from bakeoff.core.table import Table
from bakeoff.core.tokens import Text
from bakeoff.core.vocabulary import count_rows, known_rows, number_tokens

MOST_MISSING = 0.6  # share of the tokens
SHOWN = 10  # words of a warning
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


def share_held_out(
    embedding: Embedding, tokens: list[list[str]], table: Table, rule: Text
) -> float | None:
    """Give the share of held-out tokens that have a vector, as the rounds see them.

    A round knows the words of its training texts, and those that prediction has a vector for in any
    case. The other words of its held-out texts are unknown to it, whatever the file holds.

    Returns:
        Of all rounds together; None if the held-out texts have no token.
    """
    ids = number_tokens(tokens, embedding.words)
    counts = count_rows(ids, len(embedding.words))
    covered = total = 0
    for partition in range(len(table.partitions)):
        known = known_rows(
            counts,
            table.rows(partition, "train"),
            min_count=rule.min_count,
            max_words=rule.max_words,
            common=embedding.shared,
        )
        held_out = np.asarray(counts[table.rows(partition, "test")].sum(axis=0)).ravel()
        covered += int(held_out[known & embedding.found].sum())
        total += int(held_out.sum())
    return round(covered / total, 6) if total else None


def warn(coverage: dict[str, Any], file: Path) -> str:
    """Say that a file lacks most of the tokens; nothing if it does not."""
    if coverage["tokens_share"] >= 1 - MOST_MISSING:
        return ""
    without = " ".join([*coverage["most_frequent_without"]][:SHOWN])
    return (
        f"{file} lacks vectors of {1 - coverage['tokens_share']:.0%} of the tokens, most often of "
        f"{without}; do its language, text.lower and the token rule suit the texts?"
    )


def _share(counts: Counter[str], covered: dict[str, str]) -> float:
    """Give the share of occurrences that are covered; 1 if there are none."""
    missing = sum(count for word, count in counts.items() if word not in covered)
    return 1 - missing / max(counts.total(), 1)
