"""Unlabelled sentences of the sample language: what vectors and language models learn from."""

from collections.abc import Iterator
from functools import partial

from bakeoff.sources.sample import phrases
from bakeoff.sources.sample.composer import Composer
from bakeoff.sources.sample.draws import Draws
from bakeoff.sources.sample.language import Concept, Language
from bakeoff.sources.sample.spelling import misspell

_STREAM = 3
_SPAM_SHARE = 0.4
_RARE = 0.6
_MISSPELT = 0.12
_PAIRS = 0.3


class _Mentions:
    """Name concepts by all their synonyms, the rare ones in turn so that none is left out."""

    def __init__(self, language: Language, draws: Draws) -> None:
        self._draws = draws
        concepts = (*language.spam, *language.ham)
        self._rare = {concept.name: draws.shuffled(concept.rare) for concept in concepts}
        self._next = {concept.name: 0 for concept in concepts}

    def synonym(self, concept: Concept) -> list[str]:
        """Return a synonym, now and then misspelt."""
        draws = self._draws
        if draws.chance(_RARE):
            turn = self._next[concept.name]
            self._next[concept.name] = turn + 1
            return [self._rare[concept.name][turn % len(concept.rare)]]
        word = draws.pick(concept.common)
        return [misspell(word, draws) if draws.chance(_MISSPELT) else word]

    def companion(self, concept: Concept) -> list[str]:
        """Return a word that keeps the concept company."""
        return [self._draws.pick(concept.companions)]


def sentences(language: Language, seed: int, count: int) -> Iterator[list[str]]:
    """Yield unlabelled sentences, ham-like and spam-like alike.

    Args:
        language: the words to use.
        seed: names the stream of choices; the same seed gives the same sentences.
        count: number of sentences.

    Yields:
        Tokens with capitals, punctuation marks among them.
    """
    draws = Draws(seed, _STREAM)
    composer, mentions = Composer(language, draws), _Mentions(language, draws)
    for _ in range(count):
        spam = draws.chance(_SPAM_SHARE)
        concept = draws.pick(language.concepts(spam))
        core = [_about(concept, composer, mentions)]
        if draws.chance(_PAIRS):
            # What a pair means shows in what else is said: that is how its sense can be learnt.
            meant = partial(composer.pair, spam)
            core.append(composer.fill(draws.pick(phrases.PAIR), pair=meant))
        elif draws.chance(0.5):
            core.append(_about(concept, composer, mentions))
        yield composer.text(composer.style(spam), core, scale=0.6)


def _about(concept: Concept, composer: Composer, mentions: _Mentions) -> list[str]:
    """Return a phrase about a concept: with its companions mostly, in any frame otherwise."""
    draws = composer.draws
    frames = phrases.TOPICAL if draws.chance(0.75) else phrases.SIGNAL
    return composer.fill(
        draws.pick(frames),
        s=partial(mentions.synonym, concept),
        c=partial(mentions.companion, concept),
    )
