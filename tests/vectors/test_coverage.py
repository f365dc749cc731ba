"""How much of the training text has a vector."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np

from bakeoff.core.embedding import Embedding
from bakeoff.core.tokens import RESERVED, Text
from bakeoff.vectors.coverage import measure_coverage, share_held_out, warn
from tests.texts.tables import table_of


def measure(counts, rule_of, rules=("exact",)):
    """Measure the coverage of counts by words found."""
    half = Counter({word: count // 2 for word, count in counts.items()})
    by_class = {"ham": half, "spam": Counter(counts) - half}
    return measure_coverage(rule_of, by_class, rules=rules, dimension=3)


def test_types_and_tokens_are_counted():
    """By hand: 2 of 4 words, 6 of 10 occurrences."""
    counts = {"free": 5, "lol": 3, "once": 1, "u": 1}
    assert measure(counts, {"free": "exact", "once": "exact"}) == {
        "dimension": 3,
        "types": 4,
        "types_covered": 2,
        "types_share": 0.5,
        "tokens": 10,
        "tokens_share": 0.6,
        "by_class": {"ham": 0.666667, "spam": 0.571429},
        "by_rule": {"exact": {"types": 2, "tokens": 6}},
        "most_frequent_without": {"lol": 3},  # git tracks the file: no rare words
    }


def test_each_rule_is_counted_by_itself():
    """Also one that found nothing."""
    rule_of = {"free": "exact", "uk": "upper", "us": "upper"}
    found = measure({"free": 5, "uk": 2, "us": 1, "lol": 1}, rule_of, ("exact", "title", "upper"))
    assert found["by_rule"] == {
        "exact": {"types": 1, "tokens": 5},
        "title": {"types": 0, "tokens": 0},
        "upper": {"types": 2, "tokens": 3},
    }
    assert (found["types_covered"], found["tokens_share"]) == (3, 0.888889)


def test_the_words_without_a_vector_are_the_most_frequent_twenty():
    """In that order."""
    listed = measure({f"w{n}": n for n in range(1, 31)}, {})["most_frequent_without"]
    assert list(listed.values()) == list(range(30, 10, -1))


def test_no_text_is_covered_wholly():
    """Nothing is missing."""
    found = measure({}, {})
    assert (found["types"], found["tokens"], found["tokens_share"]) == (0, 0, 1)


def test_a_held_out_word_is_covered_if_its_round_knows_it_or_prediction_has_its_vector():
    """By hand: of a, b, c, d in the held-out text the round knows a, every round c, no file d."""
    rule = Text(
        lower=True, separators="-", symbols="(!)", max_length=None, min_count=1, max_words=9
    )
    found, common = np.array([0, 0, 1, 1, 1, 0], bool), np.array([0, 0, 0, 0, 1, 0], bool)
    embedding = Embedding([*RESERVED, *"abcd"], np.zeros((6, 1), np.float32), found, common)
    table, tokens = table_of(("a", "x", "train"), ("a b c d", "x", "test")), [["a"], [*"abcd"]]
    assert share_held_out(embedding, tokens, table, rule) == 0.5
    with_subwords = replace(embedding, subwords="{}")
    assert share_held_out(with_subwords, tokens, table, rule) == 0.75
    assert share_held_out(embedding, [[], []], table, rule) is None


def test_a_file_that_lacks_most_tokens_is_named():
    """With words that show why."""
    file = Path("glove.txt")
    assert warn(measure({"a": 6, "b": 4}, {"b": "exact"}), file) == ""
    assert "glove.txt lacks vectors of 61% of the tokens, most often of a;" in warn(
        measure({"a": 61, "b": 39}, {"b": "exact"}), file
    )
