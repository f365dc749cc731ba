"""This project's reader, as `embed` runs it."""

from pathlib import Path

from bakeoff.vectors.readers import open_vectors
from bakeoff.vectors.wanted import Wanted
from benchmarks.readers.side import Floats, run_side


def read(path: Path, words: list[str], dimension: int) -> Floats:
    """Read the vocabulary's vectors in one pass over the published file."""
    return open_vectors(path, dimension).read(Wanted(words)).take(words)


if __name__ == "__main__":
    run_side(read)
