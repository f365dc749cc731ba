"""The lexicon of the sample language: which words there are and what they tell about the class."""

from dataclasses import dataclass

from bakeoff.sources.sample import phrases, words
from bakeoff.sources.sample.draws import Draws
from bakeoff.sources.sample.spelling import new_words

_STREAM = 1
_RARE_SYNONYMS = {True: 40, False: 110}


@dataclass(frozen=True)
class Concept:
    """One thing that messages are about.

    Attributes:
        name: what it is called here.
        spam: whether spam speaks of it more than ham does.
        common: synonyms that the labelled messages use again and again.
        rare: synonyms that any one labelled message has to itself.
        companions: words that stand beside the synonyms in running text.
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
        tail: words that mean nothing for the class, most frequent first.
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
    """Tell what an ambiguous word means beside a deciding word; neither tells it alone."""
    return (ambiguous in words.AMBIGUOUS[0]) == (decider in words.DECIDERS[0])


def build_language(seed: int) -> Language:
    """Make the language that `seed` names: the same words for messages and for vectors."""
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
    """Return the words that generated ones must not collide with."""
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
