"""How often intervals hold the truth when the models of every round are really refitted.

`python -m benchmarks.worlds` draws data sets from populations of known truth, fits ten models in
every round, and compares ways to estimate the variance of scores and of differences. The figures
go to benchmarks/results/worlds.csv. `--folder` keeps the moments of the data sets, and reads those
that it finds.
"""

import csv
import time
from dataclasses import asdict
from io import StringIO
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from bakeoff.core.files import write_text
from bakeoff.evaluation.variance_components import decompose
from benchmarks.coverage import Row, judge_world
from benchmarks.populations import World
from benchmarks.refits import draw_data_set
from benchmarks.variances import Moments, measure

EQUAL = (0.04,) * 10
KINDS: dict[str, dict[str, Any]] = {
    "embeddings": {"nested": True},
    "equal": {"noise": EQUAL, "resample": True, "shared": True},
    "twins": {"noise": EQUAL[:6]},
    "chance": {"resample": True},
    "noisy": {"steepness": 2.0, "ridge": 20.0},
    "quick": {"folds": 3, "repeats": 1},
}
RESULTS = Path("benchmarks/results/worlds.csv")
app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, help=__doc__)


def simulate(world: World, worlds: int, seed: int) -> Moments:
    """Draw data sets and keep their moments, stacked."""
    lean, kept = world.lean(), []
    for number in range(worlds):
        seeds = [seed, number, world.n, round(100 * world.share)]
        data = draw_data_set(world, lean, np.random.default_rng(seeds))
        parts = decompose(data.values, data.rounds, np.arange(world.n))
        kept.append(measure(data, parts))
    return {name: np.stack([row[name] for row in kept]).astype(np.float32) for name in kept[0]}


def load(folder: Path | None, name: str, world: World, worlds: int, seed: int) -> Moments:
    """Read the moments of a population's data sets, or draw and keep them."""
    if folder and (folder / name).exists():
        return dict(np.load(folder / name, allow_pickle=False))
    start = time.process_time()
    moments = simulate(world, worlds, seed)
    typer.echo(f"{name}: {time.process_time() - start:.0f} CPU-s")
    if folder:
        with (folder / name).open("wb") as file:
            np.savez(file, allow_pickle=False, **moments)
    return moments


def show(row: Row) -> str:
    """Lay out one row of the table."""
    a, b = row.differences, row.scores
    return (
        f"{row.world:10} {row.n:5} {row.share:4} {row.score:8} {row.method:16} | "
        f"{a.coverage:.3f} [{a.lowest:.3f} {a.highest:.3f}] {a.ratio:.2f} {a.widest:.2f} | "
        f"{b.coverage:.3f} [{b.lowest:.3f} {b.highest:.3f}] {b.ratio:.2f} {b.widest:.2f} | "
        f"{row.any_wrong:.3f} | {row.power:.3f} {row.printed} {row.observed} {row.gap}"
    )


def lay_out(rows: list[Row]) -> str:
    """Write rows as CSV, with the figures of both intervals in columns of their own."""
    flat = []
    for row in rows:
        figures = asdict(row)
        for name in ("differences", "scores"):
            figures |= {f"{name}_{key}": value for key, value in figures.pop(name).items()}
        flat.append(figures)
    text = StringIO()
    writer = csv.DictWriter(text, list(flat[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(flat)
    return text.getvalue()


@app.command()
def main(
    worlds: Annotated[int, typer.Option(help="data sets per population")] = 1000,
    seed: Annotated[int, typer.Option(help="of the data sets")] = 1,
    folder: Annotated[Path | None, typer.Option(help="where moments are kept")] = None,
    kinds: Annotated[list[str] | None, typer.Option("--kind", help="of KINDS")] = None,
    sizes: Annotated[list[int] | None, typer.Option("--size", help="texts of a data set")] = None,
) -> None:
    """Print the table and write it."""
    rows: list[Row] = []
    for n in sizes or [500, 2000]:
        for kind in kinds or KINDS:
            for share in (0.13, 0.5):
                options = KINDS[kind] | ({} if n == 500 else {"nested": False})
                world = World(n, share, **options)
                moments = load(folder, f"{kind}_{n}_{share}.npz", world, worlds, seed)
                found = judge_world(moments, world, kind)
                rows.extend(found)
                typer.echo("\n".join(map(show, found)))
    write_text(RESULTS, lay_out(rows))


if __name__ == "__main__":
    app()
