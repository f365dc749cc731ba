"""What finding near duplicates costs: `python -m benchmarks.near_duplicates 100000`.

The texts are of words drawn by Zipf's law; every fifth is another one with one word replaced.
`--templates N` makes every text of one of N templates instead, with two words replaced.
"""

import resource
import time
from typing import Annotated

import numpy as np
import typer

from bakeoff.texts.near import near_components

WORDS, LENGTH = 50_000, 20


def make_texts(count: int, templates: int, seed: int = 1) -> list[str]:
    """Make texts of 20 words."""
    rng = np.random.default_rng(seed)
    letters = np.array([*"abcdefghijklmnopqrstuvwxyz"])
    words = ["".join(rng.choice(letters, rng.integers(2, 9))) for _ in range(WORDS)]
    texts = np.minimum(rng.zipf(1.3, (count, LENGTH)), WORDS) - 1
    if templates:
        texts = texts[rng.integers(templates, size=count)]
        for _ in range(2):
            texts[np.arange(count), rng.integers(LENGTH, size=count)] = rng.integers(
                WORDS, size=count
            )
    copied = np.arange(0, count, 5)[1:]
    texts[copied] = texts[copied - 3]
    texts[copied, rng.integers(LENGTH, size=len(copied))] = 7
    return [" ".join(words[word] for word in text) for text in texts]


def main(
    count: Annotated[int, typer.Argument(help="how many texts")],
    templates: Annotated[int, typer.Option(help="how many templates; 0: none")] = 0,
    similarity: float = 0.8,
) -> None:
    """Time one run, and show its peak memory."""
    texts = make_texts(count, templates)
    before, start = _peak(), time.process_time()
    component = near_components(texts, similarity)
    spent, sizes = time.process_time() - start, np.bincount(component)
    characters = sum(map(len, texts))
    print(f"{count} texts, {characters} characters, {len(sizes)} components, largest {sizes.max()}")
    print(f"{spent:.1f} CPU-s; memory {before} MB before, {_peak()} MB at the peak")


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    typer.run(main)
