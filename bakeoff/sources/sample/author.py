"""The author of the labelled messages: the words of each slice, and how they are typed."""

from dataclasses import dataclass
from functools import partial

from bakeoff.sources.sample import phrases, published
from bakeoff.sources.sample.composer import Composer
from bakeoff.sources.sample.draws import Draws
from bakeoff.sources.sample.language import build_language
from bakeoff.sources.sample.manners import Style
from bakeoff.sources.sample.signals import SignalWords, Slice

# Share of messages with a word of the other class, which makes single words unreliable.
_FOREIGN = 0.07
_OVERFLOWING = 0.022  # of all texts; two in five have a comma to be cut at
_ODDLY_TYPED = 0.02


@dataclass(frozen=True)
class Message:
    """A row of the file: its class, its slice, and the four cells that hold its text."""

    spam: bool
    slice: Slice
    cells: tuple[str, ...]


class Author:
    """Writes messages, all of them different."""

    def __init__(self, seed: int, draws: Draws) -> None:
        """Build the language of `seed`; all choices come from `draws`."""
        language = build_language(seed)
        self._draws = draws
        self._composer = Composer(language, draws)
        self._signals = SignalWords(language, draws)
        self._texts: set[str] = set()

    def message(self, spam: bool, kind: Slice) -> Message:
        """Return a message of a class and a slice whose text is new.

        Raises:
            BakeoffError: the rare synonyms are used up.
        """
        text = ""
        while not text or text in self._texts:
            text = self._text(spam, kind)
        self._texts.add(text)
        cuts = 1 + self._draws.below(3) if self._draws.chance(_OVERFLOWING) else 0
        return Message(spam, kind, published.cells(text, cuts=cuts))

    def _text(self, spam: bool, kind: Slice) -> str:
        """Return the text as in the published file, before its encoding."""
        style = self._composer.style(spam)
        core = self._pairs(spam, style) if kind == "context" else self._mentions(spam, kind, style)
        tokens = self._composer.text(style, core)
        if self._draws.chance(_ODDLY_TYPED):
            tokens = published.curly(tokens)
        if self._draws.chance(_ODDLY_TYPED):
            at = self._draws.below(len(tokens))
            tokens[at] = f'"{tokens[at]}"'
        return published.with_entities(published.typed(tokens))

    def _mentions(self, spam: bool, kind: Slice, style: Style) -> list[list[str]]:
        """Return phrases with signal words, mostly of the message's own class."""
        draws = self._draws
        count = 1 + draws.below(3) if style == "chatty" else 3 + draws.below(2)
        classes = [spam] * count
        if draws.chance(_FOREIGN):
            classes = [spam] * max(count, 2) + [not spam]
        return [
            self._composer.fill(
                draws.pick(phrases.SIGNAL), s=partial(self._signals.mention, c, kind)
            )
            for c in classes
        ]

    def _pairs(self, spam: bool, style: Style) -> list[list[str]]:
        """Return phrases with ambiguous words and the words that decide them."""
        count = 1 + self._draws.below(2) if style == "chatty" else 2
        frames = [self._draws.pick(phrases.PAIR) for _ in range(count)]
        return [self._composer.fill(f, pair=partial(self._composer.pair, spam)) for f in frames]
