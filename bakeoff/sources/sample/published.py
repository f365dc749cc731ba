"""What the published spam.csv does to its texts: typing, entities, mojibake, cut cells; the toy."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from bakeoff.core.files import output

_CURLY = {"dont": "don’t", "cant": "can’t", "thats": "that’s", "im": "i’m", "u": "Ü"}
_CLOSING = {".", ",", "!", "?", "..."}

# the notebook's phrases of praise and scorn: few enough to check every number of a model
PHRASES = (
    ("nice great best amazing", 1),
    ("stop lies", 0),
    ("pitiful nerd", 0),
    ("excellent work", 1),
    ("supreme quality", 1),
    ("bad", 0),
    ("highly respectable", 1),
)


def typed(tokens: Sequence[str]) -> str:
    """Join tokens to a text as people type it, without spaces before punctuation marks."""
    text = ""
    for token in tokens:
        close = token in _CLOSING or text.endswith("£") or not text
        text += token if close else " " + token
    return text


def with_entities(text: str) -> str:
    """Replace the three characters that the published file holds as HTML entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mojibake(text: str) -> bytes:
    """Return a text's bytes in the published file: UTF-8 read as cp1252, saved as Mac Roman."""
    return text.encode("utf-8").decode("cp1252").encode("mac_roman")


def cells(text: str, *, cuts: int) -> tuple[str, ...]:
    """Return the four text cells of a row, the text cut at its first `cuts` commas."""
    parts = text.split(",", cuts)
    return (*parts, *[""] * (4 - len(parts)))


def table(rows: Iterable[tuple[str, Sequence[str]]]) -> bytes:
    """Return the bytes of a file of messages, each a label and four cells of text."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(("v1", "v2", "", "", ""))
    writer.writerows((label, *text_cells) for label, text_cells in rows)
    return mojibake(buffer.getvalue())


def curly(tokens: Sequence[str]) -> list[str]:
    """Return the tokens as some phones send them: curly apostrophes, and Ü for u."""
    return [_CURLY.get(token, token) for token in tokens]


def write_toy(path: Path) -> None:
    """Write the phrases in the layout of the published spam.csv; 1 is praise, 0 is scorn."""
    with output(path):
        path.write_bytes(table((str(label), cells(text, cuts=0)) for text, label in PHRASES))
