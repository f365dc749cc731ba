"""The vocabulary file: line n names row n of every matrix."""

from pathlib import Path

from bakeoff.core.files import write_text
from bakeoff.core.settings import Count, Section


class Limits(Section):
    """Which tokens of the training split get a row."""

    max_words: Count  # without the reserved rows
    min_count: Count


def write_vocabulary(path: Path, words: list[str]) -> None:
    """Write one word per line, the two reserved ones first."""
    write_text(path, "".join(f"{word}\n" for word in words))


def load_vocabulary(path: Path) -> list[str]:
    """Read what `write_vocabulary` wrote; only a newline ends a line."""
    return path.read_text(encoding="utf-8").split("\n")[:-1]
