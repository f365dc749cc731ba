"""The kind `static` against model2vec's own `encode`, on WordLlama's matrix and tokenizer."""

from pathlib import Path

import numpy as np

from benchmarks.encoders.sides import Compared, Sides, vary
from benchmarks.pairs import summarise

EXPORT, RIVAL = "benchmarks.encoders.export_wordllama", "benchmarks.encoders.model2vec_own"
MANY = 100_000  # texts
NEAR = 1e-5  # between two values of a vector of length 1


def compare_static(folder: Path, texts: list[str], runs: int) -> Compared:
    """Measure both sides in turn, with their start-up and without it, and our memory.

    Raises:
        SystemExit: the vectors differ by more than `NEAR`.
    """
    sides = Sides(folder, EXPORT, "static", RIVAL)
    path, few = sides.write("texts.txt", vary(texts, MANY)), []
    for _ in range(runs):
        few.append(sides.ours(path, MANY // 10))
        sides.run(path, MANY)
    ours, theirs = sides.vectors()
    difference = float(np.abs(ours - theirs).max())
    print(f"largest difference between two values: {difference:.1e}")
    if difference > NEAR:
        raise SystemExit(f"expected a difference of at most {NEAR}")
    name = f"static, {MANY} texts"
    memory = [(own, less) for (own, _), less in zip(sides.pairs, few, strict=True)]
    ratios = [
        summarise(name, "model2vec's encode", sides.pairs),
        summarise(f"{name}, start-up left out", "model2vec's encode", sides.alone),
        summarise(name, f"static, {MANY // 10} texts", memory),
    ]
    return ratios, {"static, largest difference of two numbers": difference}
