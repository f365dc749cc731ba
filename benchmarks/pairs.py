"""Run two commands in turn, each a process of its own, and compare their CPU time and memory."""

import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from bakeoff.core.files import write_json

LAUNCHER = [sys.executable, "-m", "benchmarks.launcher"]
RESULTS = Path("benchmarks/results")
Cost = tuple[float, float]  # CPU seconds, peak memory in MB


@dataclass(frozen=True)
class Ratio:
    """How much less one side takes than its rival: the rival's figure over ours, run by run.

    Attributes:
        what: our side.
        rival: the other.
        cpu_ratio: median over the runs.
        memory_ratio: of peak memory, median over the runs.
        memory_mb: the peak of our side, median over the runs.
        runs: how many of each.
        low: the smallest cpu_ratio of a run.
        high: the largest.
    """

    what: str
    rival: str
    cpu_ratio: float
    memory_ratio: float
    memory_mb: float
    runs: int
    low: float
    high: float


def measure(module: str, *arguments: str, **variables: str) -> Cost:
    """Run `python -m module arguments`, with environment variables; give what it cost."""
    done = subprocess.run(
        [*LAUNCHER, sys.executable, "-m", module, *arguments],
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{module} {' '.join(arguments)} failed")
    seconds, peak = map(float, done.stdout.split())
    return seconds, peak


def compare(module: str, ours: list[str], rival: list[str], *, runs: int = 3) -> Ratio:
    """Measure both sides in turn, after one run of each that does not count."""
    measure(module, *ours), measure(module, *rival)
    pairs = [(measure(module, *ours), measure(module, *rival)) for _ in range(runs)]
    return summarise(" ".join(ours), " ".join(rival), pairs)


def summarise(what: str, rival: str, pairs: list[tuple[Cost, Cost]]) -> Ratio:
    """Make a ratio of runs, ours first, and print it."""
    cpu = [theirs[0] / own[0] for own, theirs in pairs]
    memory = [theirs[1] / own[1] for own, theirs in pairs]
    ratio = Ratio(
        what=what,
        rival=rival,
        cpu_ratio=round(median(cpu), 2),
        memory_ratio=round(median(memory), 2),
        memory_mb=round(median(own[1] for own, _ in pairs)),
        runs=len(pairs),
        low=round(min(cpu), 2),
        high=round(max(cpu), 2),
    )
    print(
        f"{ratio.what}: {ratio.cpu_ratio} times less CPU than {ratio.rival} "
        f"({ratio.low} to {ratio.high} in {ratio.runs} runs), "
        f"memory ratio {ratio.memory_ratio}, {ratio.memory_mb} MB"
    )
    return ratio


def write_ratios(name: str, ratios: list[Ratio]) -> None:
    """Write benchmarks/results/<name>.json."""
    write_json(RESULTS / f"{name}.json", [asdict(ratio) for ratio in ratios])
