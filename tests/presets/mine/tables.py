"""Tables of texts, and presets that are made of them."""

import csv
import io
from pathlib import Path

from bakeoff.core.parameters import read_yaml
from bakeoff.core.paths import PARAMS
from bakeoff.presets.mine.request import Request
from bakeoff.presets.mine.start import start

WORDS = ["film", "plot", "actor", "scene", "music", "story", "ending", "camera"]
KOREAN = ["영화", "연기", "음악", "배우", "장면", "감독", "결말", "이야기"]


def rows(count=60, words=WORDS, classes=("good", "bad", "bad")):
    """Make different texts, and their labels."""
    made = []
    for n in range(count):
        chosen = [words[(n // 8**place) % 8] for place in range(3)]
        label = classes[n % len(classes)]
        made.append((f"{' '.join(chosen)} {words[n % 7] * 2} {label}", label))
    return made


def table(made, delimiter=",", header=("text", "label")):
    """Write CSV."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter).writerows([header, *made] if header else made)
    return buffer.getvalue()


def begin(*files, **options):
    """Write the preset; give what is said, and params.yaml."""
    said = start(Request([Path(file) for file in files], **options))
    return "\n".join(said), read_yaml(PARAMS)
