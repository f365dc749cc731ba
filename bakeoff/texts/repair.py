"""Undo the damage that texts take on their way into files."""

import html


def undo_mojibake(text: str, encodings: list[str]) -> str:
    """Undo a chain of wrong decodings; return the text itself if it did not go through them.

    The published spam.csv holds UTF-8 that was read as cp1252 and saved as Mac Roman, so that a
    pound sign is the bytes E5 A3. The encodings latin-1 (of the file), mac_roman, cp1252, utf-8
    lead back: encode, decode, encode, decode.

    Args:
        text: as it was decoded.
        encodings: the encoding of the file, then those to decode and encode with in turn.
    """
    if text.isascii() or len(encodings) < 2:
        return text
    repaired = text
    try:
        for right, wrong in zip(encodings[::2], encodings[1::2], strict=True):
            repaired = repaired.encode(right).decode(wrong)
    except UnicodeError:
        return text
    return repaired


def undo_entities(text: str) -> str:
    """Undo HTML entities; a text with a number too long for Python is returned unchanged."""
    try:
        return html.unescape(text)
    except ValueError:  # an entity of more than 4,300 digits, which is no character
        return text
