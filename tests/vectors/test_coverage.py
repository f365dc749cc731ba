"""How much of the training text has a vector."""

from collections import Counter

import numpy as np

from bakeoff.texts.tokens import RESERVED
from bakeoff.vectors.coverage import measure_coverage
from bakeoff.vectors.matrix import build_matrix


def measure(counts, found, vocabulary):
    """Measure the coverage of counts by vectors for the words found."""
    vectors = {word: np.ones(3, np.float32) for word in found}
    embedding = build_matrix([*RESERVED, *vocabulary], vectors, 3, missing="zero", seed=1)
    return measure_coverage(embedding, Counter(counts))


def test_types_and_tokens_are_counted():
    """By hand: 2 of 4 words, 6 of 10 occurrences; a word below the vocabulary counts."""
    counts = {"free": 5, "lol": 3, "once": 1, "u": 1}
    assert measure(counts, ["free", "once", "unused"], ["free", "lol"]) == {
        "dimension": 3,
        "types": 4,
        "types_covered": 2,
        "types_share": 0.5,
        "tokens": 10,
        "tokens_share": 0.6,
        "most_frequent_without": {"lol": 3, "u": 1},
    }


def test_the_words_without_a_vector_are_the_most_frequent_twenty():
    """In that order."""
    counts = {f"w{n}": n for n in range(1, 31)}
    listed = measure(counts, [], list(counts))["most_frequent_without"]
    assert list(listed.values()) == list(range(30, 10, -1))


def test_no_text_is_covered_wholly():
    """Nothing is missing."""
    found = measure({}, ["free"], [])
    assert (found["types"], found["tokens"], found["tokens_share"]) == (0, 0, 1)
