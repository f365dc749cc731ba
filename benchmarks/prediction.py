"""How many short texts per second a saved model answers, against Keras's own `predict`.

`python -m benchmarks.prediction` draws texts of data/prepared/texts.csv with replacement. A model
answers them by `bakeoff.load(...)` and, if it is a network on words, by `network.predict`, in turn,
in one process, after a first call that compiles. Then `bakeoff predict` answers files of 200,000
rows and of one row in processes of their own: the difference is what the rows cost, reading and
writing included.
"""

import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import typer

import bakeoff
from bakeoff.core import paths
from bakeoff.core.commands import run_command
from bakeoff.core.files import write_json
from bakeoff.inference.saved import NETWORK

ROWS, FILE_ROWS = 20_000, 200_000
RESULTS = Path("benchmarks/results/prediction.json")


def draw(project: Path, count: int) -> list[str]:
    """Draw texts with replacement."""
    with (project / paths.TEXTS).open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    return random.Random(1).choices(texts, k=count)


def keras_predict(path: Path) -> Callable[[list[str]], Any]:
    """Give the way that Keras's documentation shows."""
    import tensorflow as tf

    from bakeoff.models.fit.train.network import load_network

    network = load_network(path)
    return lambda texts: network.predict(tf.constant(texts), verbose=0)


def measure(
    ways: Mapping[str, Callable[[list[str]], Any]], texts: list[str], pairs: int
) -> dict[str, Any]:
    """Time each way in turn; give the median seconds of the clock and of the CPU, and the ratio."""
    clock: dict[str, list[float]] = {name: [] for name in ways}
    cpu: dict[str, list[float]] = {name: [] for name in ways}
    for way in ways.values():
        way(texts[:1000])
    for _ in range(pairs):
        for name, way in ways.items():
            start, busy = time.perf_counter(), time.process_time()
            way(texts)
            clock[name].append(time.perf_counter() - start)
            cpu[name].append(time.process_time() - busy)
    found: dict[str, Any] = {}
    for name in ways:
        found[f"{name}_texts_per_second"] = round(len(texts) / median(clock[name]))
        found[f"{name}_texts_per_cpu_second"] = round(len(texts) / median(cpu[name]))
    if len(ways) > 1:
        ratios = sorted(b / a for a, b in zip(*clock.values(), strict=True))
        found["times_faster"] = [round(ratio, 2) for ratio in ratios]
    return found


def measure_file(model: str, project: Path, rows: int, folder: Path) -> tuple[float, float]:
    """Answer a file by `bakeoff predict`; give the seconds of the clock and of the CPU."""
    source = folder / f"{rows}.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["text"], *([text] for text in draw(project, rows))])
    command = [sys.executable, "-m", "bakeoff", "predict", "-m", model, "--text", "text"]
    command += ["-i", str(source), "-o", str(folder / "out.csv")]
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    start, before = time.perf_counter(), os.times()
    subprocess.run(command, cwd=project, check=True, env=environment)
    seconds, after = time.perf_counter() - start, os.times()
    parts = ((used.children_user + used.children_system) for used in (after, before))
    return seconds, next(parts) - next(parts)


def measure_files(model: str, project: Path) -> dict[str, float]:
    """Give what starting costs, and how many rows of a file are answered per second after it."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = (measure_file(model, project, rows, Path(folder)) for rows in (1, FILE_ROWS))
    return {
        "start_seconds": round(few[0], 1),
        "start_cpu_seconds": round(few[1], 1),
        "file_rows_per_second": round(FILE_ROWS / (many[0] - few[0])),
        "file_rows_per_cpu_second": round(FILE_ROWS / (many[1] - few[1])),
    }


def main(
    models: Annotated[
        str, typer.Option(help="names of the leaderboard")
    ] = "glove,fasttext,keras,tfidf",
    project: Annotated[Path, typer.Option(help="that has run")] = Path(),
    pairs: int = 3,
) -> None:
    """Measure models; write benchmarks/results/prediction.json."""
    texts, found = draw(project, ROWS), []
    for name in models.split(","):
        ways: dict[str, Callable[[list[str]], Any]]
        ways = {"ours": bakeoff.load(name, project).predict_proba}
        if (path := project / paths.MODELS / name / NETWORK).is_file():
            ways["keras"] = keras_predict(path)
        line = {"model": name, "rows": ROWS, "file_rows": FILE_ROWS, "cores": os.cpu_count()}
        line |= measure(ways, texts, pairs) | measure_files(name, project.resolve())
        found.append({**line, "load_average": round(os.getloadavg()[0], 1)})
        print(found[-1], flush=True)
    write_json(RESULTS, found)


if __name__ == "__main__":
    run_command(main)
