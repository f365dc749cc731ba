"""The scripts of texts, and a guess at their languages, from some of the texts."""

from collections import Counter
from functools import cache
from typing import Any

import regex  # type: ignore[import-untyped]

from bakeoff.texts.profile.sampling import choose_evenly

SCRIPTS = (
    *("Latin", "Cyrillic", "Greek", "Arabic", "Hebrew", "Han", "Hiragana", "Katakana", "Hangul"),
    *("Thai", "Devanagari", "Bengali", "Tamil", "Telugu", "Gujarati", "Gurmukhi", "Kannada"),
    *("Malayalam", "Sinhala", "Khmer", "Lao", "Myanmar", "Tibetan", "Georgian", "Armenian"),
    *("Ethiopic", "Mongolian", "Thaana"),
)
LOOKED_AT, GUESSED = 5000, 300  # texts
SHORTEST = 20  # characters of a text whose language is guessed


def count_scripts(texts: list[str]) -> dict[str, float]:
    """Give the share of each script among the letters of some of the texts, the largest first."""
    letters: Counter[str] = Counter()
    for character, count in Counter("".join(choose_evenly(texts, LOOKED_AT))).items():
        if character.isalpha():
            letters[_script(character)] += count
    return {name: round(count / letters.total(), 4) for name, count in letters.most_common()}


@cache
def _script(character: str) -> str:
    found = (name for name in SCRIPTS if regex.match(rf"\p{{Script={name}}}", character))
    return next(found, "other")


def guess_languages(texts: list[str]) -> dict[str, Any]:
    """Guess the language of some hundred texts; a single guess is often wrong.

    Returns:
        How many texts were guessed at, and the share of each language, the largest first. A text
        of a few words gives no guess.
    """
    import py3langid  # type: ignore[import-untyped]  # takes a second

    long = [text for text in choose_evenly(texts, 10 * GUESSED) if len(text) >= SHORTEST]
    chosen = choose_evenly(long, GUESSED)
    counts = Counter(py3langid.classify(text)[0] for text in chosen)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    shares = {name: round(count / len(chosen), 4) for name, count in ranked}
    return {"texts": len(chosen), "shares": shares}
