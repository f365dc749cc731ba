"""What the token rule makes of texts."""

from collections.abc import Mapping
from typing import Any, TypedDict

from bakeoff.core.tokens import Text, Tokenizer
from bakeoff.texts.profile.lengths import measure_lengths
from bakeoff.texts.profile.sampling import choose_evenly

LOOKED_AT = 5000  # texts, where there are more
SHOWN, SHOWN_CHARACTERS = 10, 60


class Cut(TypedDict):
    """The beginning of a text, and its tokens."""

    row: int
    text: str
    tokens: list[str]


def measure_tokens(texts: list[str], rule: Text) -> dict[str, Any]:
    """Measure lengths in tokens, from some of the texts; count all that are too long.

    A text has no more tokens than characters, so that only long ones have to be cut.

    Returns:
        As `measure_lengths`, with the longest of all texts; `looked_at` texts, of which some are
        `without_tokens`; `max_length`, and how many of all texts are `too_long` for it.
    """
    tokenize, limit = rule.tokenizer(), rule.max_length
    lengths = [len(tokenize(text)) for text in choose_evenly(texts, LOOKED_AT)]
    return {
        **measure_lengths(lengths),
        "longest": _find_longest(texts, tokenize),
        "looked_at": len(lengths),
        "without_tokens": sum(length == 0 for length in lengths),
        "max_length": limit,
        "too_long": sum(len(text) > limit < len(tokenize(text)) for text in texts) if limit else 0,
    }


def _find_longest(texts: list[str], tokenize: Tokenizer) -> int:
    """Count the tokens of the text with most of them."""
    longest = 0
    for text in sorted(texts, key=len, reverse=True):
        if len(text) <= longest:
            break
        longest = max(longest, len(tokenize(text)))
    return longest


def show_tokens(texts: Mapping[int, str], rule: Text) -> list[Cut]:
    """Cut ten texts; half of them hold characters that are not ASCII, if there are any.

    Args:
        texts: by row.
        rule: the token rule.
    """
    tokenize = rule.tokenizer()
    plain, other = ([x for x in texts if texts[x].isascii() == ascii] for ascii in (True, False))
    rows = choose_evenly(plain, max(SHOWN // 2, SHOWN - len(other)))
    rows = [*rows, *choose_evenly(other, SHOWN - len(rows))]
    shown = {row: _shorten(texts[row].strip()) for row in rows}
    return [{"row": row, "text": text, "tokens": tokenize(text)} for row, text in shown.items()]


def _shorten(text: str) -> str:
    """Keep the beginning of a long text, up to a whole word if it has spaces."""
    if len(text) <= SHOWN_CHARACTERS:
        return text
    beginning = text[: SHOWN_CHARACTERS + 1].rpartition(" ")[0]
    return beginning or text[:SHOWN_CHARACTERS]
