"""The notebook's seven phrases of praise and scorn, few enough to check every number of a model."""

from pathlib import Path

from bakeoff.core.files import output
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


def write_toy(path: Path) -> None:
    """Write the phrases in the layout of the published spam.csv; 1 is praise, 0 is scorn."""
    with output(path):
        path.write_bytes(table((str(label), cells(text, cuts=0)) for text, label in PHRASES))
