"""What the published spam.csv does to its texts: typing, entities, mojibake, cut cells."""

import csv
import io
from collections.abc import Iterable, Sequence

_CURLY = {"dont": "don’t", "cant": "can’t", "thats": "that’s", "im": "i’m", "u": "Ü"}
_CLOSING = {".", ",", "!", "?", "..."}


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
