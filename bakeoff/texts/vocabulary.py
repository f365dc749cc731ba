"""The vocabulary file: line n is for row n of every matrix."""

from pathlib import Path

from bakeoff.files import write_text


def write_vocabulary(path: Path, words: list[str]) -> None:
    """Write one word a line, the two reserved first."""
    write_text(path, "".join(f"{word}\n" for word in words))


def load_vocabulary(path: Path) -> list[str]:
    """Read what `write_vocabulary` wrote; only a newline ends a line."""
    return path.read_text(encoding="utf-8").split("\n")[:-1]
