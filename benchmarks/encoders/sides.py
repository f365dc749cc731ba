"""Two encoders over the same texts, each run in a process of one thread."""

from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from benchmarks.pairs import Cost, Ratio, measure

Compared = tuple[list[Ratio], dict[str, float]]  # what it costs; how near the vectors are
OURS = "benchmarks.encoders.ours"
ALONE = {"RAYON_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"}


class Sides:
    """This project's encoder and its rival.

    Attributes:
        pairs: what a run cost both, ours first.
        alone: the same without the cost of one text, which is mostly start-up.
    """

    def __init__(self, folder: Path, export: str, kind: str, rival: str) -> None:
        """Write the model that both run.

        Args:
            folder: for all files of the comparison.
            export: the module that writes the model.
            kind: of our encoder.
            rival: the module of the other side.
        """
        self.folder, self.kind, self.rival = folder, kind, rival
        self.pairs: list[tuple[Cost, Cost]] = []
        self.alone: list[tuple[Cost, Cost]] = []
        measure(export, str(folder / "model"), **ALONE)
        for side in (OURS, rival):
            self._out(side).parent.mkdir()

    def write(self, name: str, texts: list[str]) -> Path:
        """Write texts to a file, one per line."""
        path = self.folder / name
        path.write_text("\n".join(texts), encoding="utf-8")
        return path

    def run(self, texts: Path, count: int) -> None:
        """Run both sides, over one text and over so many."""
        (own, _), (other, _) = self.ours(texts, 1), self._measure(self.rival, texts, 1)
        ours, theirs = self.ours(texts, count), self._measure(self.rival, texts, count)
        self.pairs.append((ours, theirs))
        self.alone.append(((ours[0] - own, ours[1]), (theirs[0] - other, theirs[1])))

    def ours(self, texts: Path, count: int, tokens: int = 0) -> Cost:
        """Run our side over the first texts, cut to so many tokens unless it is 0."""
        return self._measure(OURS, texts, count, KIND=self.kind, TOKENS=str(tokens))

    def vectors(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Give both sides' vectors of the last run, (texts, width)."""
        ours, theirs = (
            np.load(self._out(side), mmap_mode="r", allow_pickle=False)
            for side in (OURS, self.rival)
        )
        return ours[:, 0], theirs

    def _measure(self, side: str, texts: Path, count: int, **variables: str) -> Cost:
        arguments = [self.folder / "model", texts, count, self._out(side)]
        cost = measure(side, *map(str, arguments), **ALONE, **variables)
        print(f"  {side}, {count} texts: {cost[0]:.2f} CPU-s, {cost[1]:.0f} MB", flush=True)
        return cost

    def _out(self, side: str) -> Path:
        return self.folder / side / "vectors.npy"


def vary(texts: list[str], count: int) -> list[str]:
    """Make different texts: the words of each in an order of its own, after a number."""
    random = Random(0)
    words = [texts[number % len(texts)].split() for number in range(count)]
    return [f"{n} {' '.join(random.sample(some, len(some)))}" for n, some in enumerate(words)]
