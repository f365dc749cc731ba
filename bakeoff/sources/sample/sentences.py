"""Unlabelled sentences of the sample language: what vectors and language models learn from."""

from collections.abc import Iterator
from functools import partial
from itertools import cycle
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


def write_sentences(path: Path, *, seed: int, count: int) -> None:
    """Write unlabelled sentences, one per line, with spaces between tokens."""
    sentences = compose_sentences(build_language(seed), seed, count)
    with output(path), path.open("w", encoding="utf-8", newline="") as file:
        for tokens in tqdm(sentences, total=count, desc="sentences", disable=None):
            file.write(" ".join(tokens) + "\n")


def compose_sentences(language: Language, seed: int, count: int) -> Iterator[list[str]]:
    """Yield the tokens, with punctuation marks, of sentences like ham and like spam."""
    draws = Draws(seed, _STREAM)
    composer, subjects = Composer(language, draws), _Subjects(language, draws)
    for _ in range(count):
        spam = draws.chance(_SPAM_SHARE)
        concept = draws.pick(language.concepts(spam))
        core = [subjects.phrase(concept, composer)]
        if draws.chance(_PAIRS):
            # The rest of the sentence shows what a pair means, so that models can learn it.
            pair = partial(composer.pair, spam)
            core.append(composer.fill(draws.pick(phrases.PAIR), pair=pair))
        elif draws.chance(0.5):
            core.append(subjects.phrase(concept, composer))
        yield composer.text(composer.style(spam), core, scale=0.6)


class _Subjects:
    """Names concepts by all their synonyms; rare synonyms take turns, so that none is missing."""

    def __init__(self, language: Language, draws: Draws) -> None:
        self._draws = draws
        concepts = (*language.spam, *language.ham)
        self._rare = {concept.name: cycle(draws.shuffled(concept.rare)) for concept in concepts}

    def phrase(self, concept: Concept, composer: Composer) -> list[str]:
        """Return a phrase about a concept, mostly with its companions."""
        draws = self._draws
        frame = draws.pick(phrases.TOPICAL if draws.chance(0.75) else phrases.SIGNAL)
        return composer.fill(
            frame,
            s=lambda: [self._synonym(concept)],
            c=lambda: [draws.pick(concept.companions)],
        )

    def _synonym(self, concept: Concept) -> str:
        """Return a synonym; common ones are sometimes misspelt."""
        draws = self._draws
        if draws.chance(_RARE):
            return next(self._rare[concept.name])
        word = draws.pick(concept.common)
        return misspell(word, draws) if draws.chance(_MISSPELT) else word
