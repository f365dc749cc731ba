"""Unlabelled sentences of the sample language: what vectors and language models learn from."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tqdm import tqdm

from bakeoff.core.files import output
from bakeoff.sources.sample import phrases
from bakeoff.sources.sample.composer import Composer
from bakeoff.sources.sample.draws import Draws
from bakeoff.sources.sample.language import Concept, Language, build_language
from bakeoff.sources.sample.spelling import misspell

_STREAM = 3
_SPAM_SHARE = 0.4
_RARE = 0.6
_MISSPELT = 0.12
_PAIRS = 0.3


class _Mentions:
    """Name concepts by all their synonyms; the rare ones take turns, so that none is left out."""

    def __init__(self, language: Language, draws: Draws) -> None:
        self._draws = draws
        concepts = (*language.spam, *language.ham)
        self._rare = {concept.name: draws.shuffled(concept.rare) for concept in concepts}
        self._next = {concept.name: 0 for concept in concepts}

    def synonym(self, concept: Concept) -> list[str]:
        """Return a synonym, sometimes misspelt."""
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


def write_sentences(path: Path, *, seed: int, count: int) -> None:
    """Write unlabelled sentences, one per line, with spaces between tokens.

    Args:
        path: the file.
        seed: names the language and the sentences; the same seed gives the same bytes.
        count: number of sentences.
    """
    sentences = compose_sentences(build_language(seed), seed, count)
    with output(path), path.open("w", encoding="utf-8", newline="") as file:
        for tokens in tqdm(sentences, total=count, desc="sentences", disable=None):
            file.write(" ".join(tokens) + "\n")


def compose_sentences(language: Language, seed: int, count: int) -> Iterator[list[str]]:
    """Yield unlabelled sentences, some like ham and some like spam.

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
            # The rest of the sentence shows what a pair means, so that models can learn it.
            meant = partial(composer.pair, spam)
            core.append(composer.fill(draws.pick(phrases.PAIR), pair=meant))
        elif draws.chance(0.5):
            core.append(_about(concept, composer, mentions))
        yield composer.text(composer.style(spam), core, scale=0.6)


def _about(concept: Concept, composer: Composer, mentions: _Mentions) -> list[str]:
    """Return a phrase about a concept, mostly with its companions."""
    draws = composer.draws
    frames = phrases.TOPICAL if draws.chance(0.75) else phrases.SIGNAL
    return composer.fill(
        draws.pick(frames),
        s=partial(mentions.synonym, concept),
        c=partial(mentions.companion, concept),
    )
