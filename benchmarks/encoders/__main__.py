"""Encoders of published models against the libraries of those who publish them.

`python -m benchmarks.encoders TEXTS.csv` runs the sides in turn, each a process on one core, and
prints and writes the ratios: CPU-seconds against the rival, and peak memory. It also compares the
vectors of both sides.
"""

import csv
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from bakeoff.core.commands import run_command
from bakeoff.core.files import write_json
from benchmarks.encoders.minilm import compare_minilm
from benchmarks.encoders.static import compare_static
from benchmarks.pairs import RESULTS

# one per kind: (folder for its files, texts, runs) -> ratios, agreement
COMPARISONS = (compare_static, compare_minilm)


def main(
    texts: Annotated[Path, typer.Argument(help="CSV: label, text; as the published spam.csv")],
    runs: Annotated[int, typer.Option(min=1, help="of each side")] = 5,
) -> None:
    """Compare the encoders with their rivals; start-up counts on all sides, unless it is said."""
    with texts.open(encoding="latin-1", newline="") as file:
        messages = [" ".join(row[1].split()) for row in list(csv.reader(file))[1:]]
    ratios: list[dict[str, Any]] = []
    vectors: dict[str, float] = {}
    for compare in COMPARISONS:
        with tempfile.TemporaryDirectory() as place:
            compared, near = compare(Path(place), messages, runs)
            ratios += map(asdict, compared)
            vectors |= near
    write_json(RESULTS / "encoders.json", {"vectors": vectors, "ratios": ratios})


if __name__ == "__main__":
    run_command(main)
