"""Labelled messages of the sample language, in the format of the published spam.csv."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from tqdm import tqdm

from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import output, write_text
from bakeoff.sources.sample import phrases, published
from bakeoff.sources.sample.composer import Composer, Style
from bakeoff.sources.sample.draws import Draws
from bakeoff.sources.sample.language import Concept, Language, build_language
from bakeoff.sources.sample.spelling import misspell
from bakeoff.sources.settings import MadeMessages

Slice = Literal["seen", "synonym", "misspelt", "context"]
_STREAM = 2
_TRIES = 20  # to find a new misspelling
_SHARES: dict[Slice, float] = {"synonym": 0.12, "misspelt": 0.12, "context": 0.12}
_DUPLICATES = 403 / 5572  # as in the published file
_FOREIGN = 0.07  # of messages have a word of the other class, so that no word is reliable
_OVERFLOWING = 0.022  # of all texts; two in five have a comma to be cut at
_ODDLY_TYPED = 0.02


@dataclass(frozen=True)
class Message:
    """A row of the file: its class, its slice, and the four cells that hold its text."""

    spam: bool
    slice: Slice
    cells: tuple[str, ...]


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
        """Return a message of a class and a slice whose text is new."""
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


def write_messages(folder: Path, settings: MadeMessages) -> None:
    """Write messages, laid out as the published spam.csv, and `slices.csv` beside them.

    Raises:
        BakeoffError: the language has too few rare synonyms for so many rows.
    """
    messages = _messages(settings)
    with output(folder / settings.file) as path:
        rows = (("spam" if m.spam else "ham", m.cells) for m in messages)
        path.write_bytes(published.table(rows))
    lines = [f"{row},{message.slice}\n" for row, message in enumerate(messages)]
    write_text(folder / "slices.csv", "row,slice\n" + "".join(lines))


def _messages(settings: MadeMessages) -> list[Message]:
    """Return the messages in file order."""
    draws = Draws(settings.seed, _STREAM)
    author = Author(settings.seed, draws)
    spam_rows = round(settings.rows * settings.spam_share)
    messages = []
    with tqdm(total=settings.rows, desc="messages", unit="row", disable=None) as bar:
        for spam, count in ((True, spam_rows), (False, settings.rows - spam_rows)):
            written = [author.message(spam, kind) for kind in _slices(count)]
            # Rare synonyms must not occur in training, so their slice has no duplicates.
            repeatable = [message for message in written if message.slice != "synonym"]
            messages += written + [draws.pick(repeatable) for _ in range(count - len(written))]
            bar.update(count)
    return draws.shuffled(messages)


def _slices(count: int) -> list[Slice]:
    """Return the slices of all distinct messages among `count` rows."""
    distinct = count - round(count * _DUPLICATES)
    kinds: list[Slice] = [
        kind for kind, share in _SHARES.items() for _ in range(round(count * share))
    ]
    kinds += ["seen"] * (distinct - len(kinds))
    return kinds
