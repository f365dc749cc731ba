"""What `prepare` tells of texts: classes, lengths, scripts, languages."""

from typing import Any

from bakeoff.core.table import Text
from bakeoff.texts.counts import count_names
from bakeoff.texts.profile.languages import count_scripts, guess_languages
from bakeoff.texts.profile.lengths import measure_lengths


def profile(texts: list[Text]) -> dict[str, Any]:
    """Describe texts by counts and shares; no text and no word of a text is among them."""
    contents = [text.text for text in texts]
    return {
        "texts": len(texts),
        "classes": count_names(text.label for text in texts),
        "characters": measure_lengths(map(len, contents)),
        "words": measure_lengths(len(text.split()) for text in contents),
        "scripts": count_scripts(contents),
        "languages": guess_languages(contents),
    }
