"""The kind `static` against model2vec's own `encode`, on WordLlama's matrix and tokenizer."""

from pathlib import Path
from random import Random

import numpy as np

from benchmarks.pairs import Cost, Ratio, measure, summarise

OURS, THEIRS = "benchmarks.static.ours", "benchmarks.static.model2vec_own"
MANY = 100_000
NEAR = 1e-5  # between two values of a vector of length 1
ONE_THREAD = {"RAYON_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class Sides:
    """Runs both sides over the same model and texts."""

    def __init__(self, folder: Path, texts: list[str]) -> None:
        """Write the model, and many variations of the texts."""
        self.folder, self.path = folder, folder / "texts.txt"
        measure("benchmarks.static.model", str(folder / "model"))
        for side in (OURS, THEIRS):
            self.out(side).parent.mkdir()
        self.path.write_text("\n".join(vary(texts, MANY)), encoding="utf-8")

    def measure(self, side: str, count: int) -> Cost:
        """Run one side over the first texts; give its CPU-seconds and its peak memory."""
        arguments = [self.folder / "model", self.path, count, self.out(side)]
        cost = measure(side, *map(str, arguments), **ONE_THREAD)
        print(f"  {side}, {count} texts: {cost[0]:.2f} CPU-s, {cost[1]:.0f} MB", flush=True)
        return cost

    def out(self, side: str) -> Path:
        """Name the file of a side's vectors."""
        return self.folder / side / "vectors.npy"

    def difference(self) -> float:
        """Give the largest difference between the vectors of both sides."""
        ours, theirs = (
            np.load(self.out(side), mmap_mode="r", allow_pickle=False) for side in (OURS, THEIRS)
        )
        return float(np.abs(ours[:, 0] - theirs).max())


def vary(texts: list[str], count: int) -> list[str]:
    """Make different texts: the words of each in an order of its own, after a number."""
    random = Random(0)
    words = [texts[number % len(texts)].split() for number in range(count)]
    return [f"{n} {' '.join(random.sample(some, len(some)))}" for n, some in enumerate(words)]


def compare_static(folder: Path, texts: list[str], runs: int) -> list[Ratio]:
    """Measure both sides in turn, with their start-up and without it, and our memory.

    Raises:
        SystemExit: the vectors differ by more than `NEAR`.
    """
    sides = Sides(folder, texts)
    whole, alone, memory = [], [], []
    for _ in range(runs):
        own, rival = (sides.measure(side, 1)[0] for side in (OURS, THEIRS))
        few = sides.measure(OURS, MANY // 10)
        ours, theirs = (sides.measure(side, MANY) for side in (OURS, THEIRS))
        whole.append((ours, theirs))
        alone.append(((ours[0] - own, ours[1]), (theirs[0] - rival, theirs[1])))
        memory.append((ours, few))
    difference = sides.difference()
    print(f"largest difference between two values: {difference:.1e}")
    if difference > NEAR:
        raise SystemExit(f"expected a difference of at most {NEAR}")
    name = f"static, {MANY} texts"
    return [
        summarise(name, "model2vec's encode", whole),
        summarise(f"{name}, start-up left out", "model2vec's encode", alone),
        summarise(name, f"static, {MANY // 10} texts", memory),
    ]
