"""The lexicon of the sample language: its words, and what they reveal about the class."""

from dataclasses import dataclass

from bakeoff.sources.sample import phrases, words
from bakeoff.sources.sample.draws import Draws
from bakeoff.sources.sample.spelling import new_words

_STREAM = 1
_RARE_SYNONYMS = {True: 40, False: 110}


@dataclass(frozen=True)
class Concept:
    """Something that messages are about.

    Attributes:
        name: for reference.
        spam: whether it is a subject of spam rather than of ham.
        common: synonyms that many labelled messages use.
        rare: synonyms that occur in at most one labelled message.
        companions: words that occur beside the synonyms in running text.
    """

    name: str
    spam: bool
    common: tuple[str, ...]
    rare: tuple[str, ...]
    companions: tuple[str, ...]


@dataclass(frozen=True)
class Language:
    """All words of the sample language beyond those of the fixed phrases.

    Attributes:
        spam: the concepts of spam.
        ham: the concepts of ham.
        names: people, capitalised, most frequent first; `places` and `brands` alike.
        tail: words that reveal nothing about the class, most frequent first.
    """

    spam: tuple[Concept, ...]
    ham: tuple[Concept, ...]
    names: tuple[str, ...]
    places: tuple[str, ...]
    brands: tuple[str, ...]
    tail: tuple[str, ...]

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
        Concept(
            name=name,
            spam=spam,
            common=common,
            rare=new_words(draws, _RARE_SYNONYMS[spam], taken=taken),
            companions=companions,
        )
        for name, (common, companions) in table.items()
    )


def _written_words() -> set[str]:
    """Return the hand-written words, which generated ones must not repeat."""
    written = {
        word
        for table in (words.SPAM_CONCEPTS, words.HAM_CONCEPTS)
        for lists in table.values()
        for group in lists
        for word in group
    }
    groups = (
        *words.AMBIGUOUS,
        *words.DECIDERS,
        words.PRAISE,
        words.PRAISED,
        words.SCORN,
        words.SCORNED,
        words.BETWEEN,
    )
    written.update(word for group in groups for word in group)
    sets = (phrases.CHATTY, phrases.ADVERT, phrases.SIGNAL, phrases.TOPICAL, phrases.PAIR)
    written.update(token for phrase_set in sets for phrase in phrase_set for token in phrase)
    return written
