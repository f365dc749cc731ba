"""What `prepare` costs: `python -m benchmarks.prepare 1000000`, CPU seconds and peak memory.

The texts are of a few words drawn by Zipf's law; every twentieth copies another but for case. The
stage runs as DVC runs it, in a folder of its own, with the sample's parameters but for the texts.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from ruamel.yaml import YAML

from bakeoff.core.commands import run_command
from bakeoff.core.files import write_json, write_text
from bakeoff.core.parameters import read_yaml
from bakeoff.core.paths import GRAPH, PARAMS, PRESETS

WORDS, SHORTEST, LONGEST = 50_000, 4, 16
RESULTS = Path("benchmarks/results/prepare.json")


def make_table(rows: int, seed: int = 1) -> str:
    """Make a table of short texts of two classes."""
    draw = np.random.default_rng(seed)
    letters = np.array([*"abcdefghijklmnopqrstuvwxyz"])
    words = ["".join(draw.choice(letters, draw.integers(2, 9))) for _ in range(WORDS)]
    lengths = draw.integers(SHORTEST, LONGEST, rows)
    chosen = (np.minimum(draw.zipf(1.3, lengths.sum()), WORDS) - 1).tolist()
    ends, labels = np.cumsum(lengths).tolist(), (draw.random(rows) < 0.2).tolist()
    lines, start = ["label,text"], 0
    for row, end in enumerate(ends):
        text = " ".join(words[word] for word in chosen[start:end])
        if row % 20 == 19:
            text = lines[row - 10].partition(",")[2].upper()
        lines.append(f"{'spam' if labels[row] else 'ham'},{text}")
        start = end
    return "\n".join(lines) + "\n"


def write_project(folder: Path, rows: int) -> dict[str, Any]:
    """Write the table and what the stage reads; give the parameters."""
    params = read_yaml(PRESETS / "sample.yaml")
    table: dict[str, Any] = {
        "text": "text",
        "label": "label",
        "encoding": "utf-8",
        "mojibake": [],
        "slices": None,
    }
    params["prepare"]["table"] |= table
    path = Path(params["prepare"]["input"], params["prepare"]["table"]["file"])
    write_text(folder / path, make_table(rows))
    write_text(folder / GRAPH, GRAPH.read_text(encoding="utf-8"))
    return params


def measure(folder: Path, params: dict[str, Any], duplicates: str) -> dict[str, float]:
    """Run the stage with one kind of duplicates."""
    params["prepare"]["duplicates"] = duplicates
    with (folder / PARAMS).open("w", encoding="utf-8") as file:
        YAML(typ="safe").dump(params, file)
    command = [sys.executable, "-m", "stages.prepare"]
    child = subprocess.Popen(command, cwd=folder, env={**os.environ, "PYTHONPATH": str(Path.cwd())})
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"stages.prepare failed with status {status}")
    cost = {
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 1),
        "peak_mb": round(usage.ru_maxrss / 1024),
    }
    print(f"{duplicates}: {cost['cpu_seconds']} CPU-s, {cost['peak_mb']} MB")
    return cost


def main(
    rows: Annotated[int, typer.Argument(help="how many texts")] = 1_000_000,
    kinds: Annotated[str, typer.Option(help="values of prepare.duplicates")] = "normalised,near",
) -> None:
    """Measure each kind of duplicates, and write benchmarks/results/prepare.json."""
    with tempfile.TemporaryDirectory() as name:
        params = write_project(Path(name), rows)
        costs = {kind: measure(Path(name), params, kind) for kind in kinds.split(",")}
    write_json(RESULTS, {"rows": rows, "partitions": 10, **costs})


if __name__ == "__main__":
    run_command(main)
