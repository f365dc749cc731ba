"""The lexicon of the sample language: its words, and what they reveal about the class."""

from dataclasses import dataclass

from bakeoff.sources.sample import phrases, words
from bakeoff.sources.sample.draws import Draws
from bakeoff.sources.sample.spelling import new_words

_STREAM = 1
_RARE_SYNONYMS = {True: 40, False: 110}


@dataclass(frozen=True)
class Concept:
    """Something that messages of one class are about."""

    name: str
    common: tuple[str, ...]  # synonyms that many labelled messages use
    rare: tuple[str, ...]  # synonyms that occur in at most one labelled message
    companions: tuple[str, ...]  # words that occur beside the synonyms in running text


@dataclass(frozen=True)
class Language:
    """All words of the sample language beyond those of the fixed phrases."""

    spam: tuple[Concept, ...]
    ham: tuple[Concept, ...]
    names: tuple[str, ...]  # capitalised, most frequent first, as are places and brands
    places: tuple[str, ...]
    brands: tuple[str, ...]
    tail: tuple[str, ...]  # words that reveal nothing about the class, most frequent first

    def concepts(self, spam: bool) -> tuple[Concept, ...]:
        """Return the concepts of one class."""
        return self.spam if spam else self.ham


def pair_is_spam(ambiguous: str, decider: str) -> bool:
    """Tell whether an ambiguous word and a deciding word mean spam; neither does alone."""
    return (ambiguous in words.AMBIGUOUS[0]) == (decider in words.DECIDERS[0])


def build_language(seed: int) -> Language:
    """Build the language of a seed: the same words for messages and for vectors."""
    draws = Draws(seed, _STREAM)
    taken = _written_words()
    spam = _concepts(draws, spam=True, taken=taken)
    ham = _concepts(draws, spam=False, taken=taken)
    names, places, brands = (
        tuple(word.capitalize() for word in new_words(draws, count, taken=taken))
        for count in (900, 400, 400)
    )
    tail = new_words(draws, 4000, taken=taken)
    return Language(spam, ham, names, places, brands, tail)


def _concepts(draws: Draws, *, spam: bool, taken: set[str]) -> tuple[Concept, ...]:
    """Give every hand-written concept its rare synonyms."""
    table = words.SPAM_CONCEPTS if spam else words.HAM_CONCEPTS
    return tuple(
        Concept(name, common, new_words(draws, _RARE_SYNONYMS[spam], taken=taken), companions)
        for name, (common, companions) in table.items()
    )


def _written_words() -> set[str]:
    """Return the hand-written words, which generated ones must not repeat."""
    tables = (words.SPAM_CONCEPTS, words.HAM_CONCEPTS)
    groups = [group for table in tables for lists in table.values() for group in lists]
    groups += [*words.AMBIGUOUS, *words.DECIDERS, words.BETWEEN]
    groups += [words.PRAISE, words.PRAISED, words.SCORN, words.SCORNED]
    for phrase_set in (phrases.CHATTY, phrases.ADVERT, phrases.SIGNAL, phrases.TOPICAL):
        groups += phrase_set
    return {word for group in (*groups, *phrases.PAIR) for word in group}
