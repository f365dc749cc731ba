"""The kind `onnx` against sentence-transformers, on the same MiniLM in float32."""

from pathlib import Path

from benchmarks.encoders.sides import Compared, Sides, vary
from benchmarks.pairs import summarise

EXPORT, RIVAL = "benchmarks.encoders.export_minilm", "benchmarks.encoders.sentence_transformers_own"
MANY = 100_000  # texts
FEW_TOKENS = 8  # of each of so many: at their own length they take a quarter of an hour
NEAR = 0.9999  # the cosine of both sides' vectors of a text


def compare_minilm(folder: Path, texts: list[str], runs: int) -> Compared:
    """Measure both sides in turn, with their start-up and without it, and our memory.

    Raises:
        SystemExit: a text's vectors differ.
    """
    distinct = list(dict.fromkeys(texts))
    sides = Sides(folder, EXPORT, "onnx", RIVAL)
    path, many = sides.write("texts.txt", distinct), sides.write("many.txt", vary(distinct, MANY))
    for _ in range(runs):
        sides.run(path, len(distinct))
    ours, theirs = sides.vectors()
    cosine = float((ours * theirs).sum(axis=1).min())
    print(f"smallest cosine of both vectors of a text: {cosine:.7f}")
    if cosine < NEAR:
        raise SystemExit(f"expected a cosine of at least {NEAR}")
    few, whole = (sides.ours(many, size, FEW_TOKENS) for size in (MANY // 10, MANY))
    fewest, long = (sides.ours(many, size) for size in (MANY // 100, MANY // 10))
    name = f"MiniLM, {len(distinct)} texts"
    ratios = [
        summarise(name, "sentence-transformers", sides.pairs),
        summarise(f"{name}, start-up left out", "sentence-transformers", sides.alone),
        summarise(f"MiniLM, {MANY} texts of {FEW_TOKENS} tokens", f"{MANY // 10}", [(whole, few)]),
        summarise(f"MiniLM, {MANY // 10} whole texts", f"{MANY // 100}", [(long, fewest)]),
    ]
    return ratios, {"MiniLM, smallest cosine of two vectors": cosine}
