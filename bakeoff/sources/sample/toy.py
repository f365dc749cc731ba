"""Seven phrases of praise and scorn, small enough to look at every number of a model."""

from pathlib import Path

from bakeoff.files import atomic_path
from bakeoff.sources.sample.published import cells, table

PHRASES = (
    ("nice great best amazing", 1),
    ("stop lies", 0),
    ("pitiful nerd", 0),
    ("excellent work", 1),
    ("supreme quality", 1),
    ("bad", 0),
    ("highly respectable", 1),
)


def write_toy(folder: Path, *, file: str) -> None:
    """Write the phrases to `folder/file` in the layout of the published spam.csv.

    Args:
        folder: where the file goes; made if missing.
        file: its name. Its labels are 1 for praise and 0 for scorn.
    """
    with atomic_path(folder / file) as path:
        path.write_bytes(table((str(label), cells(text, cuts=0)) for text, label in PHRASES))
