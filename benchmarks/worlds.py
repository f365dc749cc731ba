"""How often intervals hold the truth when the models of every round are really refitted.

`python -m benchmarks.worlds` draws data sets from populations of known truth, fits ten models in
every round, and compares ways to estimate the variance of scores and of differences. The figures
go to benchmarks/results/worlds.json. `--folder` keeps the moments of the data sets, and reads those
that it finds.
"""

import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from scipy.stats import norm

from bakeoff.core.files import write_json
from bakeoff.evaluation.training_variance import decompose
from benchmarks.populations import Floats, World
from benchmarks.refits import draw_data_set, values_of
from benchmarks.variances import METHODS, Moments, critical_values, measure

SCORES = ("F1", "accuracy", "log loss")
BASELINE = 3  # of six embeddings; three are better, two are worse
EQUAL = (0.04,) * 10
KINDS: dict[str, dict[str, Any]] = {
    "embeddings": {"nested": True},
    "equal": {"noise": EQUAL, "resample": True, "shared": True},
    "twins": {"noise": EQUAL[:6]},
    "chance": {"resample": True},
}
RESULTS = Path("benchmarks/results/worlds.json")
app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, help=__doc__)


@dataclass(frozen=True)
class Interval:
    """How single 95 % intervals do.

    Attributes:
        coverage: share that hold the truth.
        lowest: of the pair or model that is covered least.
        highest: of the one covered most.
        ratio: mean standard error over the standard deviation over worlds, mean over pairs.
        widest: the largest such ratio.
    """

    coverage: float
    lowest: float
    highest: float
    ratio: float
    widest: float


@dataclass(frozen=True)
class Row:
    """One method in one world, by one score.

    Attributes:
        differences: single intervals of all pairs.
        scores: single intervals of all models.
        any_wrong: share of worlds in which a simultaneous interval of any pair misses the truth.
        power: share of true differences of the size "found with 80 % power" that are found.
        printed: mean power that the standard errors promise for the true differences.
        observed: share of the true differences that are found.
        gap: largest distance between the two of a rival whose printed power is .2 to .95.
    """

    world: str
    n: int
    share: float
    score: str
    method: str
    worlds: int
    differences: Interval
    scores: Interval
    any_wrong: float
    power: float
    printed: float
    observed: float
    gap: float


def simulate(world: World, worlds: int) -> Moments:
    """Draw data sets and keep their moments, stacked."""
    lean, kept = world.lean(), []
    for number in range(worlds):
        seed = [number, world.n, round(100 * world.share)]
        data = draw_data_set(world, lean, np.random.default_rng(seed))
        parts = decompose(data.values, data.rounds, np.arange(world.n))
        kept.append(measure(data, parts))
    return {name: np.stack([row[name] for row in kept]).astype(np.float32) for name in kept[0]}


def judge(errors: Floats, variances: Floats) -> Interval:
    """Compare errors (worlds, cases) with their estimated variances."""
    deviations = np.sqrt(variances)
    covered = (np.abs(errors) <= norm.ppf(0.975) * deviations).mean(axis=0)
    ratios = deviations.mean(axis=0) / errors.std(axis=0)
    figures = covered.mean(), covered.min(), covered.max(), ratios.mean(), ratios.max()
    return Interval(*(round(float(figure), 3) for figure in figures))


def compare_power(errors: Floats, true: Floats, half: Floats, deviations: Floats) -> list[float]:
    """Give printed and observed power for the true differences of rivals, and the largest gap."""
    printed = norm.sf((half - np.abs(true)) / deviations).mean(axis=0)
    observed = ((errors * np.sign(true) + np.abs(true)) > half).mean(axis=0)
    known = (printed > 0.2) & (printed < 0.95)
    gaps = np.abs(printed - observed)[known]
    return (
        [printed[known].mean(), observed[known].mean(), gaps.max()] if known.any() else [np.nan] * 3
    )


def judge_method(moments: Moments, world: World, method: str, equal: bool) -> dict[str, Any]:
    """Judge a method by one score: moments without the axis of scores, but for "truth"."""
    differences, variances = METHODS[method](moments, world)
    scores, truth = moments["scores"].mean(axis=2), moments["truth"]
    true = np.zeros((len(truth),) * 2) if equal else truth[:, None] - truth
    every = np.triu_indices(len(truth), 1)
    rivals = np.delete(np.arange(len(truth)), BASELINE)
    figures: dict[str, Any] = {"scores": judge(scores - truth, variances)}
    errors = (scores[:, :, None] - scores[:, None] - true)[(slice(None), *every)]
    spread = differences[(slice(None), *every)]
    value = critical_values(moments["texts"], every)[:, None]
    figures["differences"] = judge(errors, spread)
    figures["any_wrong"] = (np.abs(errors) > value * np.sqrt(spread)).any(axis=1).mean()
    size = norm.ppf(0.8) * np.sqrt(spread)
    figures["power"] = ((errors > -size).mean() + (errors < size).mean()) / 2
    family = rivals, np.full(len(rivals), BASELINE)
    errors = scores[:, family[0]] - scores[:, family[1]] - true[family]
    deviations = np.sqrt(differences[:, family[0], family[1]])
    half = critical_values(moments["texts"], family)[:, None] * deviations
    names = ("printed", "observed", "gap")
    return figures | dict(
        zip(names, compare_power(errors, true[family], half, deviations), strict=True)
    )


def judge_world(moments: Moments, world: World, kind: str) -> list[Row]:
    """Judge all methods by all scores."""
    rows = []
    wide = {name: values.astype(np.float64) for name, values in moments.items()}
    truth = values_of(wide.pop("fresh").mean(axis=0)[:, :, None, None])[..., 0, 0]
    for index, score in enumerate(SCORES):
        chosen = {name: values[:, index] for name, values in wide.items()} | {"truth": truth[index]}
        for method in METHODS:
            if method == "nested CV" and "nested" not in chosen:
                continue
            figures = judge_method(chosen, world, method, kind in ("equal", "twins"))
            numbers = {k: round(float(v), 3) for k, v in figures.items() if isinstance(v, float)}
            worlds = len(chosen["scores"])
            labels = {"world": kind, "n": world.n, "share": world.share, "score": score}
            rows.append(Row(**labels, method=method, worlds=worlds, **(figures | numbers)))
    return rows


def show(row: Row) -> str:
    """Lay out one row of the table."""
    a, b = row.differences, row.scores
    return (
        f"{row.world:10} {row.n:5} {row.share:4} {row.score:8} {row.method:16} | "
        f"{a.coverage:.3f} [{a.lowest:.3f} {a.highest:.3f}] {a.ratio:.2f} {a.widest:.2f} | "
        f"{b.coverage:.3f} [{b.lowest:.3f} {b.highest:.3f}] {b.ratio:.2f} {b.widest:.2f} | "
        f"{row.any_wrong:.3f} | {row.power:.3f} {row.printed:.3f} {row.observed:.3f} {row.gap:.3f}"
    )


@app.command()
def main(
    worlds: Annotated[int, typer.Option(help="data sets per population")] = 1000,
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
                path = folder and folder / f"{kind}_{n}_{share}.npz"
                if path and path.exists():
                    moments: Moments = dict(np.load(path))
                else:
                    start = time.process_time()
                    moments = simulate(world, worlds)
                    typer.echo(f"{kind} {n} {share}: {time.process_time() - start:.0f} CPU-s")
                    if path:
                        np.savez(path, **moments)
                found = judge_world(moments, world, kind)
                rows.extend(found)
                typer.echo("\n".join(map(show, found)))
    write_json(RESULTS, [asdict(row) for row in rows])


if __name__ == "__main__":
    app()
