"""Labelled messages of the sample language, in the format of the published spam.csv."""

from pathlib import Path

from tqdm import tqdm

from bakeoff.core.files import output, write_text
from bakeoff.sources.sample.author import Author, Message
from bakeoff.sources.sample.draws import Draws
from bakeoff.sources.sample.published import table
from bakeoff.sources.sample.signals import Slice

_STREAM = 2
_SHARES: dict[Slice, float] = {"synonym": 0.12, "misspelt": 0.12, "context": 0.12}
_DUPLICATES = 403 / 5572  # as in the published file


def write_messages(folder: Path, *, file: str, seed: int, rows: int, spam_share: float) -> None:
    """Write `folder/file`, laid out as the published spam.csv, and `folder/slices.csv`.

    Args:
        folder: where both files go.
        file: name of the file of messages.
        seed: names the language and the messages; the same seed gives the same bytes.
        rows: number of data rows, duplicates included.
        spam_share: share of the rows that is spam.

    Raises:
        BakeoffError: the language has too few rare synonyms for so many rows.
    """
    spam_rows = round(rows * spam_share)
    messages = _messages(seed, {True: spam_rows, False: rows - spam_rows})
    with output(folder / file) as path:
        path.write_bytes(table(("spam" if m.spam else "ham", m.cells) for m in messages))
    lines = [f"{row},{message.slice}\n" for row, message in enumerate(messages)]
    write_text(folder / "slices.csv", "row,slice\n" + "".join(lines))


def _messages(seed: int, rows: dict[bool, int]) -> list[Message]:
    """Return the messages in file order; `rows` counts them by class."""
    draws = Draws(seed, _STREAM)
    author = Author(seed, draws)
    messages = []
    with tqdm(total=sum(rows.values()), desc="messages", unit="row", disable=None) as bar:
        for spam, count in rows.items():
            kinds = _slices(count)
            written = [author.message(spam, kind) for kind in kinds]
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
    while len(kinds) < distinct:
        kinds.append("seen")
    return kinds
