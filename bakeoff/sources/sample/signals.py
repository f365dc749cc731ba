"""The signal words of labelled messages, chosen by slice."""

from typing import Literal

from bakeoff.core.errors import BakeoffError
from bakeoff.sources.sample.draws import Draws
from bakeoff.sources.sample.language import Concept, Language
from bakeoff.sources.sample.spelling import misspell

Slice = Literal["seen", "synonym", "misspelt", "context"]
_TRIES = 20


class SignalWords:
    """Chooses signal words so that each slice keeps its promise over a whole file."""

    def __init__(self, language: Language, draws: Draws) -> None:
        """Shuffle the rare synonyms; each is given out once."""
        self._language, self._draws = language, draws
        self._unused = {
            spam: draws.shuffled([word for c in language.concepts(spam) for word in c.rare])
            for spam in (True, False)
        }
        # A misspelling must not be another word that reveals the class.
        concepts = (*language.spam, *language.ham)
        self._not_slips = {word for c in concepts for word in (*c.common, *c.rare, *c.companions)}

    def mention(self, spam: bool, kind: Slice) -> list[str]:
        """Mention a concept of a class in the way of a slice."""
        if kind == "synonym":
            return [self._rare(spam)]
        concept = self._draws.pick(self._language.concepts(spam))
        if kind == "misspelt":
            return [self._slip(concept)]
        named = self._draws.pick(concept.common)
        return [self._draws.pick(concept.companions), named] if self._draws.chance(0.8) else [named]

    def _rare(self, spam: bool) -> str:
        """Give out a rare synonym that no other message has."""
        if not self._unused[spam]:
            raise BakeoffError(
                f"the sample language has no {'spam' if spam else 'ham'} synonyms left that no "
                "message uses: ask for fewer rows (7,000 at most, with a spam share near .13)"
            )
        return self._unused[spam].pop()

    def _slip(self, concept: Concept) -> str:
        """Return a misspelling that is new to the file, if one is found soon."""
        long_words = [word for word in concept.common if len(word) > 3]
        for _ in range(_TRIES):
            word = misspell(self._draws.pick(long_words), self._draws)
            if word not in self._not_slips:
                break
        self._not_slips.add(word)
        return word
