"""Fallbacks for words without a vector: rules that give other forms of a word.

Published files hold different forms: GoogleNews is cased and has '#' for each digit of a number,
GloVe 6B is lower-cased, sense2vec adds a part of speech to each word and ConceptNet Numberbatch a
language, and none has 'soooo'. Rules are tried in the order of params.yaml; each
changes the word as it is in the texts, not the result of an earlier rule.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from bakeoff.vectors.wanted import Vectors, Wanted

EXACT, SUBWORDS = "exact", "subwords"
DIGIT = re.compile(r"\d")
NUMBER = re.compile(r"\d\d+")  # Numberbatch has '#' for each digit of these
# the parts of speech of Universal Dependencies, those of the most words first
SENSES = ["NOUN", "VERB", "ADJ", "ADV", "PROPN", "PRON", "DET", "ADP", "AUX", "CCONJ", "SCONJ"]
SENSES += ["NUM", "INTJ", "PART", "PUNCT", "SYM", "X"]
LANGUAGES = ("en", "fr", "it", "de", "es", "ru", "pt", "ja", "nl", "zh")  # ConceptNet's core ones
REPEATS = re.compile(r"(.)\1{2,}")  # three or more equal letters: no English word has them


def list_concepts(word: str, language: str) -> list[str]:
    """List the names that a word of a language has in ConceptNet Numberbatch."""
    name = f"/c/{language}/{word.lower().replace(' ', '_')}"
    return [name, NUMBER.sub(lambda match: "#" * len(match[0]), name)]


# From a word to its forms. `subwords` has none, because it computes a vector instead.
RULES: dict[str, Callable[[str], list[str]]] = {
    EXACT: lambda word: [word],
    "lower": lambda word: [word.lower()],
    "title": lambda word: [word[:1].upper() + word[1:].lower()],
    "upper": lambda word: [word.upper()],
    "digits": lambda word: [DIGIT.sub("#", word)],
    "repeats": lambda word: [REPEATS.sub(r"\1\1", word), REPEATS.sub(r"\1", word)],
    "underscores": lambda word: [word.replace(" ", "_")],
    "senses": lambda word: [f"{word.replace(' ', '_')}|{sense}" for sense in SENSES],
    **{f"concepts_{code}": partial(list_concepts, language=code) for code in LANGUAGES},
    SUBWORDS: lambda word: [],
}


def wanted_forms(
    words: Iterable[str],
    rules: Sequence[str],
    *,
    extra: int = 0,
    accept: Callable[[str], bool] = lambda word: True,
) -> Wanted:
    """List all forms of some words that `rules`, after EXACT, give; for the rest see `Wanted`."""
    distinct = dict.fromkeys(words)
    forms = (form for word in distinct for rule in (EXACT, *rules) for form in RULES[rule](word))
    subwords = set(distinct) if SUBWORDS in rules else set()
    return Wanted(dict.fromkeys(forms), extra, accept, subwords)


def choose_vectors(
    words: Iterable[str], rules: Sequence[str], wanted: Wanted
) -> tuple[Vectors, dict[str, str]]:
    """Give each word the vector of its first form that was found.

    Returns:
        The vectors of the words, then of the extra words in the order of the file; and for each of
        the words that has a vector, the rule that found it.
    """
    found, composed = wanted.found, wanted.composed.row_of
    row_of: dict[str, int] = {}
    rule_of: dict[str, str] = {}
    for word in words:
        for rule in (EXACT, *rules):
            rows = [found.row_of[form] for form in RULES[rule](word) if form in found.row_of]
            if rule == SUBWORDS and word in composed:
                rows = [composed[word]]
            if rows:
                row_of[word], rule_of[word] = rows[0], rule
                break
    extra = {word: row for word, row in found.row_of.items() if word not in wanted.words}
    return Vectors(row_of | extra, found.matrix), rule_of
