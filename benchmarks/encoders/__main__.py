"""Encoders of published models against the libraries of those who publish them.

`python -m benchmarks.encoders TEXTS.csv` runs the sides in turn as processes of one thread, and
prints and writes the ratios: CPU-seconds against the rival, and peak memory. It also compares the
vectors of both sides.
"""

import csv
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from bakeoff.core.commands import run_command
from benchmarks.encoders.minilm import compare_minilm
from benchmarks.encoders.static import compare_static
from benchmarks.pairs import write_ratios

# one per kind: (folder for its files, texts, runs) -> ratios
COMPARISONS = (compare_static, compare_minilm)


def main(
    texts: Annotated[Path, typer.Argument(help="CSV: label, text; as the published spam.csv")],
    runs: Annotated[int, typer.Option(min=1, help="of each side")] = 5,
) -> None:
    """Compare the encoders with their rivals; start-up counts on all sides, unless it is said."""
    with texts.open(encoding="latin-1", newline="") as file:
        messages = [" ".join(row[1].split()) for row in list(csv.reader(file))[1:]]
    ratios = []
    for compare in COMPARISONS:
        with tempfile.TemporaryDirectory() as place:
            ratios += compare(Path(place), messages, runs)
    write_ratios("encoders", ratios)


if __name__ == "__main__":
    run_command(main)
