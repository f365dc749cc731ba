"""Where a word has no vector, try other forms of it: rules, in the order that params.yaml gives.

Published files differ in what they hold: GoogleNews is cased and has '#' for each digit of a
number, GloVe 6B is lower-cased, and none has 'soooo'. A rule changes the word as it stands in the
texts, not what an earlier rule made of it.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from bakeoff.vectors.wanted import Vectors, Wanted

EXACT, SUBWORDS = "exact", "subwords"
DIGIT = re.compile(r"\d")
REPEATS = re.compile(r"(.)\1{2,}")  # three alike: no English word has them, and few have two

# From a word to its forms. Vectors of subwords are made, not found: that rule has no forms.
RULES: dict[str, Callable[[str], list[str]]] = {
    EXACT: lambda word: [word],
    "lower": lambda word: [word.lower()],
    "title": lambda word: [word[:1].upper() + word[1:].lower()],
    "upper": lambda word: [word.upper()],
    "digits": lambda word: [DIGIT.sub("#", word)],
    "repeats": lambda word: [REPEATS.sub(r"\1\1", word), REPEATS.sub(r"\1", word)],
    SUBWORDS: lambda word: [],
}


def want(
    words: Iterable[str],
    rules: Sequence[str],
    *,
    extra: int = 0,
    accept: Callable[[str], bool] = lambda word: True,
) -> Wanted:
    """Ask a file for every form that words may have.

    Args:
        words: as they stand in the texts.
        rules: names in RULES to be tried, in turn, after EXACT.
        extra: as in Wanted.
        accept: as in Wanted.
    """
    asked = dict.fromkeys(words)
    tried = (form for word in asked for rule in (EXACT, *rules) for form in RULES[rule](word))
    made = set(asked) if SUBWORDS in rules else set()
    return Wanted(dict.fromkeys(tried), extra, accept, subwords=made)


def choose(
    words: Iterable[str], rules: Sequence[str], wanted: Wanted
) -> tuple[Vectors, dict[str, str]]:
    """Give each word the vector of its first form that was found.

    Args:
        words: as in `want`, in the order that the vectors are to have.
        rules: as in `want`.
        wanted: what `want` gave, after the file was read.

    Returns:
        The vectors of words, then of the extra words in the order of the file; and, of the words
        that were asked for and have a vector, the rule that found it.
    """
    found, made = wanted.found, wanted.made.row_of
    row_of: dict[str, int] = {}
    rule_of: dict[str, str] = {}
    for word in words:
        for rule in (EXACT, *rules):
            rows = [found.row_of[form] for form in RULES[rule](word) if form in found.row_of]
            if rule == SUBWORDS and word in made:
                rows = [made[word]]
            if rows:
                row_of[word], rule_of[word] = rows[0], rule
                break
    extra = {word: row for word, row in found.row_of.items() if word not in wanted.words}
    return Vectors(row_of | extra, found.matrix), rule_of
