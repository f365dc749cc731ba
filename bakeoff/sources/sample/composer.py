"""The grammar and the styles of the sample language: from phrases to the tokens of a text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp
from typing import Literal

from bakeoff.sources.sample import phrases, words
from bakeoff.sources.sample.draws import Draws
from bakeoff.sources.sample.language import Language, pair_is_spam
from bakeoff.sources.sample.phrases import Phrase

Style = Literal["chatty", "advert"]


@dataclass(frozen=True)
class Manner:
    """How the texts of a style look."""

    filler: tuple[Phrase, ...]
    length: float  # median number of tokens
    spread: float  # standard deviation of the length's logarithm
    stops: tuple[str, ...]  # what may stand between two phrases
    shouted: float  # share of words in capitals


MANNERS: dict[Style, Manner] = {
    "chatty": Manner(phrases.CHATTY, 11.0, 0.55, ("", "", "", ".", ",", "...", "?"), 0.01),
    "advert": Manner(phrases.ADVERT, 25.0, 0.25, ("", "", ".", ",", "!", "!"), 0.06),
}

# Share of adverts in spam and in ham: the only trait of style that depends on the class.
ADVERT_SHARE = {True: 0.8, False: 0.035}


class Composer:
    """Composes texts of the language from one stream of choices."""

    def __init__(self, language: Language, draws: Draws) -> None:
        """Take the words, and the stream of choices."""
        self.language = language
        self.draws = draws
        self._slots: dict[str, Callable[[], list[str]]] = {
            "{name}": lambda: [draws.pick_zipf(language.names)],
            "{place}": lambda: [draws.pick_zipf(language.places)],
            "{brand}": lambda: [draws.pick_zipf(language.brands)],
            "{word}": lambda: [draws.pick_zipf(language.tail)],
            "{num}": self._number,
            "{price}": lambda: ["£", str(1 + draws.below(2000))],
            "{phone}": lambda: [f"0{7000000000 + draws.below(2000000000)}"],
            "{web}": lambda: [f"www.{draws.pick_zipf(language.brands).lower()}.com"],
            "{good}": lambda: self._judgement(words.PRAISE, words.PRAISED),
            "{bad}": lambda: self._judgement(words.SCORN, words.SCORNED),
            "{stray}": self._stray,
        }

    def style(self, spam: bool) -> Style:
        """Draw a style, which depends a little on the class."""
        return "advert" if self.draws.chance(ADVERT_SHARE[spam]) else "chatty"

    def fill(self, phrase: Phrase, **given: Callable[[], list[str]]) -> list[str]:
        """Return the phrase with words in its slots; `given` adds slots by name."""
        tokens: list[str] = []
        for token in phrase:
            if token[0] != "{":
                tokens.append(token)
            elif token in self._slots:
                tokens.extend(self._slots[token]())
            else:
                tokens.extend(given[token[1:-1]]())
        return tokens

    def pair(self, spam: bool) -> list[str]:
        """Return an ambiguous word, 0 to 3 words, and the word that decides for `spam`."""
        draws = self.draws
        ambiguous = draws.pick(draws.pick(words.AMBIGUOUS))
        agrees = pair_is_spam(ambiguous, words.DECIDERS[0][0])
        decider = draws.pick(words.DECIDERS[0 if agrees == spam else 1])
        between = [draws.pick(words.BETWEEN) for _ in range(int(4 * draws.unit() ** 2))]
        return [ambiguous, *between, decider]

    def text(self, style: Style, core: Sequence[list[str]], *, scale: float = 1.0) -> list[str]:
        """Put filler of a style around the phrases, `core`, that carry the meaning.

        Args:
            style: manner of the filler.
            core: token lists that the text must hold, in any order.
            scale: factor on the style's usual length.
        """
        draws, manner = self.draws, MANNERS[style]
        target = manner.length * scale * exp(manner.spread * draws.normal())
        parts = list(core)
        length = sum(map(len, parts)) + 2
        while length < target:
            part = self._filler(manner)
            parts.append(part)
            length += len(part) + 1
        return self._typed(self._joined(style, draws.shuffled(parts)), manner.shouted)

    def _filler(self, manner: Manner) -> list[str]:
        """Return a phrase that reveals nothing about the class beyond its style."""
        kind = self.draws.unit()
        if kind < 0.04:
            return self.fill(self.draws.pick(phrases.PRAISING))
        if kind < 0.08:
            return self.fill(self.draws.pick(phrases.SCORNING))
        if kind < 0.12:
            return self.fill(self.draws.pick(phrases.STRAY))
        # Small talk in adverts too: otherwise their style would outweigh their content.
        return self.fill(self.draws.pick(manner.filler if kind < 0.65 else phrases.CHATTY))

    def _joined(self, style: Style, parts: Sequence[list[str]]) -> list[str]:
        """Join phrases with stops, an opener before and a closer after."""
        draws, stops = self.draws, MANNERS[style].stops
        tokens = draws.pick(words.OPENERS[style]).split() if draws.chance(0.4) else []
        for part in parts:
            tokens += part
            stop = draws.pick(stops)
            if stop:
                tokens.append(stop)
        if draws.chance(0.35):
            tokens += draws.pick(words.CLOSERS[style]).split()
        elif tokens[-1] == ",":
            tokens[-1] = "."
        return tokens

    def _typed(self, tokens: list[str], shouted: float) -> list[str]:
        """Capitalise most beginnings, and shout some words."""
        draws = self.draws
        if draws.chance(0.7):
            tokens[0] = tokens[0].capitalize()
        for _ in range(int(shouted * len(tokens) + draws.unit())):
            at = draws.below(len(tokens))
            tokens[at] = tokens[at].upper()
        return tokens

    def _number(self) -> list[str]:
        """Return a number, or the mark of a number that was removed."""
        return ["<#>"] if self.draws.chance(0.25) else [str(1 + self.draws.below(60))]

    def _stray(self) -> list[str]:
        """Return a word of an ambiguous pair on its own."""
        return [self.draws.pick(self.draws.pick((*words.AMBIGUOUS, *words.DECIDERS)))]

    def _judgement(self, judging: Sequence[str], judged: Sequence[str]) -> list[str]:
        """Return words of praise or of scorn, never mixed."""
        draws = self.draws
        tokens = [draws.pick(judging) for _ in range(1 + draws.below(3))]
        return [*tokens, draws.pick(judged)] if draws.chance(0.5) else tokens
