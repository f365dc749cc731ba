"""Undo what happened to a text on its way into a file."""

import html


def is_unicode(text: str) -> bool:
    """Tell whether UTF-8 can hold a text; UTF-7 and its like may give what it cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def undo_mojibake(text: str, encodings: list[str]) -> str:
    """Undo a chain of wrong decodings, where the text went through it.

    The published spam.csv holds UTF-8 that was read as cp1252 and saved as Mac Roman: a pound
    sign stands in it as the bytes E5 A3. `["latin-1" of the file, "mac_roman", "cp1252", "utf-8"]`
    leads back: encode, decode, encode, decode.

    Args:
        text: as it was decoded.
        encodings: first the encoding of the file, then those to decode and encode with in turn.

    Returns:
        The text mended, or as it was if any step fails: then it did not go this way.
    """
    if text.isascii() or len(encodings) < 2:
        return text
    mended: str = text
    try:
        for right, wrong in zip(encodings[::2], encodings[1::2], strict=True):
            mended = mended.encode(right).decode(wrong)
    except UnicodeError:
        return text
    return mended


def undo_entities(text: str) -> str:
    """Undo HTML entities; a text with a number that is too long for Python is left."""
    try:
        return html.unescape(text)
    except ValueError:  # an entity of more than 4,300 digits, which is no character
        return text
