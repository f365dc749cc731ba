"""The kind `onnx` against sentence-transformers, on the same MiniLM in float32."""

from pathlib import Path

import numpy as np

from benchmarks.pairs import Cost, Ratio, measure, summarise
from benchmarks.static.comparison import ONE_THREAD, vary

OURS, THEIRS = "benchmarks.minilm.ours", "benchmarks.minilm.sentence_transformers_own"
MANY = 100_000  # texts
FEW_TOKENS = "8"  # of each of so many: at their own length they take a quarter of an hour
NEAR = 0.9999  # the cosine of both sides' vectors of a text
OFFLINE = {"HF_HUB_OFFLINE": "1"}  # the weights are there


class Sides:
    """Runs both sides over the same weights and texts."""

    def __init__(self, folder: Path, texts: list[str]) -> None:
        """Export the weights, and write the texts and many variations of them."""
        self.folder, self.texts, self.many = folder, folder / "texts.txt", folder / "many.txt"
        measure("benchmarks.export_minilm", str(folder / "model"), **OFFLINE)
        self.texts.write_text("\n".join(texts), encoding="utf-8")
        self.many.write_text("\n".join(vary(texts, MANY)), encoding="utf-8")
        for side in (OURS, THEIRS):
            self.out(side).parent.mkdir()

    def measure(self, side: str, path: Path, count: int, **variables: str) -> Cost:
        """Run one side over the first texts; give its CPU-seconds and its peak memory."""
        arguments = [self.folder / "model", path, count, self.out(side)]
        cost = measure(side, *map(str, arguments), **ONE_THREAD, **OFFLINE, **variables)
        print(f"  {side}, {count} texts: {cost[0]:.2f} CPU-s, {cost[1]:.0f} MB", flush=True)
        return cost

    def out(self, side: str) -> Path:
        """Name the file of a side's vectors."""
        return self.folder / side / "vectors.npy"

    def cosine(self) -> float:
        """Give the smallest cosine of the two vectors of a text; both have length 1."""
        ours, theirs = (np.load(self.out(side), allow_pickle=False) for side in (OURS, THEIRS))
        return float((ours[:, 0] * theirs).sum(axis=1).min())


def compare_minilm(folder: Path, texts: list[str], runs: int) -> list[Ratio]:
    """Measure both sides in turn, with their start-up and without it, and our memory.

    Raises:
        SystemExit: a text's vectors differ.
    """
    distinct = list(dict.fromkeys(texts))
    sides, count = Sides(folder, distinct), len(distinct)
    whole, alone = [], []
    for _ in range(runs):
        own, rival = (sides.measure(side, sides.texts, 1)[0] for side in (OURS, THEIRS))
        ours, theirs = (sides.measure(side, sides.texts, count) for side in (OURS, THEIRS))
        whole.append((ours, theirs))
        alone.append(((ours[0] - own, ours[1]), (theirs[0] - rival, theirs[1])))
    cosine = sides.cosine()
    print(f"smallest cosine of both vectors of a text: {cosine:.7f}")
    if cosine < NEAR:
        raise SystemExit(f"expected a cosine of at least {NEAR}")
    few, many = (
        sides.measure(OURS, sides.many, size, MINILM_TOKENS=FEW_TOKENS)
        for size in (MANY // 10, MANY)
    )
    name = f"MiniLM, {count} texts"
    return [
        summarise(name, "sentence-transformers", whole),
        summarise(f"{name}, start-up left out", "sentence-transformers", alone),
        summarise(f"MiniLM, {MANY} texts of {FEW_TOKENS} tokens", f"{MANY // 10}", [(many, few)]),
    ]
